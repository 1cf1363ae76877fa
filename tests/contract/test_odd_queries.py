"""Parameters that are empty, repeated or not UTF-8. Frameworks drop them, or take one of them."""

import pytest

from tests.clients.base import Client
from tests.contract.answers import check_faults
from tests.contract.operations import NOBODY
from tests.people import Person

pytestmark = pytest.mark.strict

DATE = "Must be a date, such as 2026-01-31."
INTEGER = "Must be an integer in plain decimal digits."
SLUG = "Must be a slug: a-z, 0-9 and hyphens."
TIME = "Must be an RFC 3339 time with an offset, such as 2026-01-31T12:00:00Z."
TIMES_OR_NAME = "Must be one of 'created_at', 'updated_at' or 'name'."
UUID = "Must be a UUID in lower case with hyphens."
KINDS = (
    "Must be one of 'document_created', 'document_deleted', 'member_added', 'member_removed', 'post_created',"
    " 'post_deleted', 'tag_created', 'tag_deleted', 'team_created', 'team_deleted', 'user_created' or 'user_deleted'."
)


@pytest.mark.parametrize(
    ("target", "faults"),
    [
        ("/users?limit=", [("?limit", "integer", INTEGER)]),
        ("/users?total=", [("?total", "boolean", "Must be true or false.")]),
        ("/users?search=", [("?search", "too_short", "Must be at least 1 characters long.")]),
        ("/users?created_after=", [("?created_after", "time", TIME)]),
        ("/users?ids=", [("?ids", "uuid", UUID)]),
        ("/users?=", [("?", "unknown", "Is not known here.")]),
        ("/posts?tag=", [("?tag", "slug", SLUG)]),
        ("/posts?author_id=", [("?author_id", "uuid", UUID)]),
        (
            "/posts?order_by=",
            [("?order_by", "choice", "Must be one of 'created_at', 'updated_at' or 'title'.")],
        ),
        ("/teams?tag=", [("?tag", "slug", SLUG)]),
        ("/teams?member_id=", [("?member_id", "uuid", UUID)]),
        ("/tags?order_by=", [("?order_by", "choice", TIMES_OR_NAME)]),
        ("/documents?order_by=", [("?order_by", "choice", TIMES_OR_NAME)]),
        ("/analytics/activity?from=&to=", [("?from", "date", DATE), ("?to", "date", DATE)]),
        ("/analytics/activity?kind=", [("?kind", "choice", KINDS)]),
    ],
)
def test_a_list_refuses_an_empty_parameter(
    client: Client, superuser: Person, target: str, faults: list[tuple[str, str, str]]
) -> None:
    check_faults(client.call("GET", target, token=superuser.token), *faults)


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("/users?limit=1&limit=2", "limit"),
        ("/users?ids=a&ids=b", "ids"),
        ("/posts?tag=a&tag=b", "tag"),
        (f"/posts?author_id={NOBODY}&author_id={NOBODY}", "author_id"),
        ("/posts/export?tag=a&tag=a", "tag"),
        (f"/teams?member_id={NOBODY}&member_id={NOBODY}", "member_id"),
        ("/documents?limit=1&limit=2", "limit"),
        ("/analytics/activity?from=2026-01-31&from=2026-01-31", "from"),
        ("/analytics/activity?kind=user_created&kind=user_created", "kind"),
    ],
)
def test_a_list_refuses_a_repeated_parameter(client: Client, superuser: Person, target: str, name: str) -> None:
    answer = client.call("GET", target, token=superuser.token)
    check_faults(answer, (f"?{name}", "repeated", "Must be given once."))


@pytest.mark.parametrize(("target", "name"), [("/users?search=abc%FF", "search"), ("/posts?tag=%FF", "tag")])
def test_a_list_refuses_a_parameter_that_is_not_utf_8(
    client: Client, superuser: Person, target: str, name: str
) -> None:
    answer = client.call("GET", target, token=superuser.token)
    check_faults(answer, (f"?{name}", "encoding", "Must be percent-encoded UTF-8."))
