"""get_activity and refresh_activity: events that count, rights, methods, and bad queries."""

from collections import Counter
from typing import Any

import pytest

from tests.clients.base import Client
from tests.contract.actions import add_members, create_document, create_post, create_tag, create_team, unique_word
from tests.contract.analytics import ACTIVITY, REFRESH, event_counts
from tests.contract.answers import PROBLEM, PROBLEMS, check, check_faults, check_problem
from tests.contract.forms import form, name_part, upload
from tests.contract.marks import strict
from tests.contract.operations import allowed
from tests.people import People, Person

KINDS = (
    "Must be one of 'document_created', 'document_deleted', 'member_added', 'member_removed', 'post_created',"
    " 'post_deleted', 'tag_created', 'tag_deleted', 'team_created', 'team_deleted', 'user_created' or 'user_deleted'."
)


# The owner of a new team is not counted as an added member. A tag is counted once. Rows that are deleted along with
# another row are not counted.


def test_creating_and_deleting_users_is_counted(create_user: People, superuser: Person) -> None:
    before = event_counts(superuser)
    first, _ = create_user(), create_user()
    call(superuser, "POST", "/users", {"email": first.email, "name": "Again", "password": "12345678"}, status=409)
    call(first, "PATCH", f"/users/{first.id}", {"name": "Other"})
    create_post(first)
    create_document(first)
    call(first, "DELETE", f"/users/{first.id}")
    expected = {"user_created": 2, "user_deleted": 1, "post_created": 1, "document_created": 1}
    assert event_counts(superuser) - before == Counter(expected)


@pytest.mark.resource("tags")
def test_creating_and_deleting_posts_and_tags_is_counted(
    client: Client, create_user: People, superuser: Person
) -> None:
    author, mark = create_user(), unique_word(create_user)
    before = event_counts(superuser)
    created = create_post(author, tags=[f"{mark} a", f"{mark} b"])
    create_post(author, tags=[f"{mark} B"])
    call(author, "PATCH", f"/posts/{created['id']}", {"tags": [f"{mark} c"]})
    call(author, "DELETE", f"/posts/{created['id']}")
    call(author, "DELETE", f"/posts/{created['id']}", status=404)
    create_tag(author, f"{mark} d")
    call(author, "POST", "/tags", {"name": f"{mark} D"})
    call(author, "POST", "/posts", {"title": "", "body": "", "tags": [f"{mark} e"]}, status=422)
    call(superuser, "PATCH", f"/tags/{mark}-a", {"name": f"{mark} A"})
    call(superuser, "DELETE", f"/tags/{mark}-a")
    expected = {"post_created": 2, "post_deleted": 1, "tag_created": 4, "tag_deleted": 1}
    assert event_counts(superuser) - before == Counter(expected)


def test_creating_and_deleting_teams_and_members_is_counted(create_user: People, superuser: Person) -> None:
    owner, first, second, mark = create_user(), create_user(), create_user(), unique_word(create_user)
    before = event_counts(superuser)
    slug, other = create_team(owner, tags=[mark]), create_team(owner)
    add_members(owner, slug, first, second)
    call(owner, "POST", f"/teams/{slug}/members", {"user_id": first.id}, status=409)
    call(owner, "PATCH", f"/teams/{slug}/members/{first.id}", {"role": "admin"})
    call(owner, "PATCH", f"/teams/{slug}/members/{first.id}", {"is_owner": True})
    call(first, "DELETE", f"/teams/{slug}/members/{owner.id}")
    call(second, "DELETE", f"/teams/{slug}/members/{second.id}")
    call(first, "DELETE", f"/teams/{slug}/members/{first.id}", status=409)
    call(owner, "PATCH", f"/teams/{other}", {"name": "Other"})
    call(owner, "DELETE", f"/teams/{other}")
    expected = {"team_created": 2, "team_deleted": 1, "member_added": 2, "member_removed": 2, "tag_created": 1}
    assert event_counts(superuser) - before == Counter(expected)


def test_creating_and_deleting_documents_is_counted(create_user: People, superuser: Person) -> None:
    owner = create_user()
    before = event_counts(superuser)
    created, _ = create_document(owner), create_document(owner)
    assert upload(owner, form(name_part())).status == 422
    call(owner, "PATCH", f"/documents/{created['id']}", {"name": "Other"})
    call(owner, "GET", f"/documents/{created['id']}/content")
    call(owner, "DELETE", f"/documents/{created['id']}")
    assert event_counts(superuser) - before == Counter({"document_created": 2, "document_deleted": 1})


def call(person: Person, method: str, target: str, *document: Any, status: int | None = None) -> None:
    answer = person.client.call(method, target, *document, token=person.token)
    assert answer.status == status if status else answer.status < 300, answer


def test_only_a_superuser_refreshes_analytics(client: Client, create_user: People, superuser: Person) -> None:
    person = create_user()
    check_problem(client.request("POST", REFRESH), "unauthenticated")
    check_problem(client.request("POST", REFRESH, headers=[("Authorization", "Bearer a.b.c")]), "invalid-token")
    check_problem(client.call("POST", REFRESH, token=person.token), "forbidden")
    call(superuser, "PATCH", f"/users/{person.id}", {"is_active": False})
    check_problem(client.call("POST", REFRESH, token=person.token), "invalid-token")
    answer = client.call("GET", ACTIVITY, token=person.token)
    assert answer.status == 200, "a plain read trusts the token"
    check_problem(client.request("GET", ACTIVITY), "unauthenticated")


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\x00", b'{"events":1}', b"x" * 1000])
def test_refresh_activity_ignores_its_body(client: Client, superuser: Person, body: bytes) -> None:
    for headers in ([], [("Content-Type", "application/json")], [("Content-Type", "multipart/form-data")]):
        answer = client.request("POST", REFRESH, headers=[*superuser.headers, *headers], body=body)
        assert answer.status == 200, answer
    assert client.request("POST", REFRESH, headers=superuser.headers, chunks=[body, body]).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/analytics",
        "/analytics/Activity",
        "/activity",
        *map(strict, ("/analytics/", f"{ACTIVITY}/", f"{REFRESH}/")),
    ],
)
def test_a_path_close_to_an_analytics_path_is_404(client: Client, path: str) -> None:
    check_problem(client.request("GET", path), "not-found")
    check_problem(client.request("POST", path), "not-found")


@pytest.mark.strict
def test_analytics_paths_answer_only_their_own_methods(client: Client, superuser: Person) -> None:
    for path, allow in allowed("analytics").items():
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - set(allow.split(", ")):
            check_problem(client.request(method, path), "method-not-allowed", {"Allow": allow})
        check(client.request("OPTIONS", path), 204, b"", None, {"Allow": allow})
    get, head = (client.request(method, ACTIVITY, headers=superuser.headers) for method in ("GET", "HEAD"))
    check(head, 200, b"", head_of=get.body)
    allow = {"Allow": "OPTIONS, POST"}
    check(client.request("HEAD", REFRESH), 405, b"", PROBLEM, allow, head_of=PROBLEMS["method-not-allowed"])


@pytest.mark.strict
def test_refresh_activity_refuses_an_unknown_parameter(client: Client, superuser: Person) -> None:
    answer = client.request("POST", f"{REFRESH}?colour=red", headers=superuser.headers, body=b"{")
    check_faults(answer, ("?colour", "unknown", "Is not known here."))


DATE = "Must be a date, such as 2026-01-31."


@pytest.mark.parametrize(
    ("query", "faults"),
    [
        *[
            (f"from={value}&to={value}", [("?from", "date", DATE), ("?to", "date", DATE)])
            for value in (
                "x",
                "2026-1-31",
                "20260131",
                "2026-02-30",
                "2026-01-31T00:00:00Z",
                "2026-01-31%20",
                "0000-01-01",
                "10000-01-01",
                "1767225600",
                "2026-W05-6",
                "%D9%A2026-01-31",
                "today",
            )
        ],
        *[
            (f"kind={value}", [("?kind", "choice", KINDS)])
            for value in ("user", "USER_CREATED", "user_created,user_deleted", "user_updated")
        ],
        ("from_=2026-01-31", [("?from_", "unknown", "Is not known here.")]),
        ("limit=1", [("?limit", "unknown", "Is not known here.")]),
        (
            "kind=x&to=x&day=x",
            [("?to", "date", DATE), ("?kind", "choice", KINDS), ("?day", "unknown", "Is not known here.")],
        ),
    ],
)
def test_get_activity_refuses_a_bad_query(
    client: Client, superuser: Person, query: str, faults: list[tuple[str, str, str]]
) -> None:
    check_faults(client.request("GET", f"{ACTIVITY}?{query}", headers=superuser.headers), *faults)
