"""Team and member operations refuse bad bodies, paths and queries."""

import pytest

from tests.clients.base import Client
from tests.contract.actions import create_team, get_members
from tests.contract.answers import check_faults, check_problem
from tests.contract.marks import strict
from tests.contract.operations import NO_TEAM, NOBODY, protected
from tests.people import People, Person

Fault = tuple[str, str, str]

MISSING = "Must be given."
UNKNOWN = "Is not known here."
STRING = "Must be a string."
INTEGER = "Must be an integer."
ARRAY = "Must be an array."
SLUGGABLE = "Must have a letter or a digit."
ROLE = "Must be one of 'admin' or 'member'."
UUID = "Must be a UUID in lower case with hyphens."
SLUG = "Must be a slug: a-z, 0-9 and hyphens."

TEAM: list[tuple[dict[str, object], list[Fault]]] = [
    ({"name": ""}, [("/name", "too_short", "Must be at least 1 characters long.")]),
    ({"name": " \n\t "}, [("/name", "too_short", "Must be at least 1 characters long.")]),
    ({"name": "n" * 101}, [("/name", "too_long", "Must be at most 100 characters long.")]),
    ({"name": "Ada\u0000"}, [("/name", "nul", "Must not contain the NUL character.")]),
    ({"name": "🦊"}, [("/name", "slug", SLUGGABLE)]),
    ({"name": " -- ! — "}, [("/name", "slug", SLUGGABLE)]),
    ({"name": 3}, [("/name", "string", STRING)]),
    ({"name": None}, [("/name", "string", STRING)]),
    ({"name": ["Ada"]}, [("/name", "string", STRING)]),
    ({"description": "d" * 501}, [("/description", "too_long", "Must be at most 500 characters long.")]),
    ({"description": "\u0000"}, [("/description", "nul", "Must not contain the NUL character.")]),
    ({"description": 3}, [("/description", "string", STRING)]),
    ({"description": {}}, [("/description", "string", STRING)]),
    *(
        ({"seats": value}, [("/seats", "integer", INTEGER)])
        for value in ("3", "", 3.0, 0.5, True, False, [3], {"3": 3})
    ),
    *(({"seats": value}, [("/seats", "out_of_range", "Must be at least 1.")]) for value in (0, -1, -(10**30))),
    *(({"seats": value}, [("/seats", "out_of_range", "Must be at most 1000000.")]) for value in (1_000_001, 10**30)),
    ({"tags": None}, [("/tags", "array", ARRAY)]),
    ({"tags": "one"}, [("/tags", "array", ARRAY)]),
    ({"tags": {"0": "one"}}, [("/tags", "array", ARRAY)]),
    ({"tags": ["same"] * 21}, [("/tags", "too_long", "Must have at most 20 items.")]),
    (
        {"tags": ["good", " ", None, "n" * 51, "🦊", "\u0000a"]},
        [
            ("/tags/1", "too_short", "Must be at least 1 characters long."),
            ("/tags/2", "string", STRING),
            ("/tags/3", "too_long", "Must be at most 50 characters long."),
            ("/tags/4", "slug", SLUGGABLE),
            ("/tags/5", "nul", "Must not contain the NUL character."),
        ],
    ),
    *(({name: "x"}, [(f"/{name}", "unknown", UNKNOWN)]) for name in ("slug", "id", "members", "created_at", "owner")),
    (
        {"colour": 1, "tags": 1, "seats": "1", "description": 1, "name": 1},
        [
            ("/name", "string", STRING),
            ("/description", "string", STRING),
            ("/seats", "integer", INTEGER),
            ("/tags", "array", ARRAY),
            ("/colour", "unknown", UNKNOWN),
        ],
    ),
]


def label(value: object) -> str:
    return str(value)[:40]


@pytest.mark.parametrize(("document", "faults"), TEAM, ids=label)
def test_create_team_and_update_team_refuse_a_bad_body(
    client: Client, superuser: Person, document: dict[str, object], faults: list[Fault]
) -> None:
    """The body is checked before the team is looked up."""
    check_faults(client.call("POST", "/teams", {"name": "Refused", **document}, token=superuser.token), *faults)
    check_faults(client.call("PATCH", NO_TEAM, document, token=superuser.token), *faults)


def test_create_team_needs_a_name(client: Client, superuser: Person) -> None:
    check_faults(client.call("POST", "/teams", {}, token=superuser.token), ("/name", "missing", MISSING))


@pytest.mark.parametrize("number", [b"1E2", b"-0.0", strict(b"1e400"), strict(b"9" * 5000)])
def test_seats_must_be_written_as_an_integer(client: Client, superuser: Person, number: bytes) -> None:
    headers = [*superuser.headers, ("Content-Type", "application/json")]
    for method, target in (("POST", "/teams"), ("PATCH", NO_TEAM)):
        answer = client.request(method, target, headers=headers, body=b'{"name":"Refused","seats":%b}' % number)
        check_faults(answer, ("/seats", "integer", INTEGER))


def test_create_team_accepts_the_longest_and_the_most(client: Client, create_user: People) -> None:
    owner, mark = create_user(), create_user.letters(10)
    tags = [f"{mark}{number:02}" + "t" * 38 for number in range(20)]
    document = {"name": "é" * 90 + mark, "description": "😀" * 500, "seats": 1_000_000, "tags": tags}
    answer = client.call("POST", "/teams", document, token=owner.token)
    assert answer.status == 201, answer
    answered = answer.json()
    assert answered["slug"] == "e" * 90 + mark
    assert {name: answered[name] for name in ("name", "description", "seats")} | {"tags": tags} == document
    assert answered["tags"] == [{"name": tag, "slug": tag} for tag in tags]


@pytest.mark.parametrize(
    ("document", "faults"),
    [
        ({}, [("/user_id", "missing", MISSING)]),
        *(
            ({"user_id": value}, [("/user_id", "uuid", UUID)])
            for value in (
                None,
                3,
                "",
                "x",
                NOBODY.replace("-", ""),
                f"{{{NOBODY}}}",
                f" {NOBODY}",
                f"urn:uuid:{NOBODY}",
                "ABCDEF00-0000-7000-8000-000000000000",
                [NOBODY],
            )
        ),
        *(
            ({"user_id": NOBODY, "role": value}, [("/role", "choice", ROLE)])
            for value in ("owner", "", "Admin", " member", None, 1, True, ["admin"])
        ),
        ({"user_id": NOBODY, "is_owner": True}, [("/is_owner", "unknown", UNKNOWN)]),
        (
            {"name": "x", "role": 0, "user_id": 0},
            [("/user_id", "uuid", UUID), ("/role", "choice", ROLE), ("/name", "unknown", UNKNOWN)],
        ),
    ],
    ids=label,
)
def test_add_member_refuses_a_bad_body(
    client: Client, superuser: Person, document: dict[str, object], faults: list[Fault]
) -> None:
    check_faults(client.call("POST", f"{NO_TEAM}/members", document, token=superuser.token), *faults)


@pytest.mark.parametrize(
    ("document", "faults"),
    [
        *(({"role": value}, [("/role", "choice", ROLE)]) for value in ("owner", "ADMIN", None, 0)),
        ({"is_owner": False}, [("/is_owner", "choice", "Must be true.")]),
        *(
            ({"is_owner": value}, [("/is_owner", "boolean", "Must be true or false.")])
            for value in (None, "true", 1, 0)
        ),
        ({"is_owner": True, "role": "member"}, [("", "owner", "The owner is an admin.")]),
        ({"is_owner": False, "role": "member"}, [("/is_owner", "choice", "Must be true.")]),
        ({"user_id": NOBODY}, [("/user_id", "unknown", UNKNOWN)]),
        (
            {"name": "x", "is_owner": None, "role": None},
            [
                ("/role", "choice", ROLE),
                ("/is_owner", "boolean", "Must be true or false."),
                ("/name", "unknown", UNKNOWN),
            ],
        ),
    ],
    ids=label,
)
def test_update_member_refuses_a_bad_body(
    client: Client, superuser: Person, document: dict[str, object], faults: list[Fault]
) -> None:
    check_faults(client.call("PATCH", f"{NO_TEAM}/members/{NOBODY}", document, token=superuser.token), *faults)


def test_a_refused_change_of_a_team_or_member_changes_nothing(client: Client, create_user: People) -> None:
    owner = create_user()
    slug = create_team(owner)
    before, own = client.call("GET", f"/teams/{slug}", token=owner.token).body, get_members(owner, slug)
    for target, document in (
        (f"/teams/{slug}", {"name": "New", "seats": "3"}),
        (f"/teams/{slug}/members/{owner.id}", {"is_owner": True, "role": "member"}),
    ):
        assert client.call("PATCH", target, document, token=owner.token).status == 422
    assert (client.call("GET", f"/teams/{slug}", token=owner.token).body, get_members(owner, slug)) == (before, own)


@pytest.mark.strict
@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
@pytest.mark.parametrize("user_id", ["x", "ABCDEF00-0000-7000-8000-000000000000", f"{{{NOBODY}}}", NOBODY[:-1], ""])
def test_a_member_path_needs_a_canonical_uuid(client: Client, method: str, user_id: str) -> None:
    check_problem(client.call(method, f"{NO_TEAM}/members/{user_id}"), "not-found")


TIMES = "'created_at' or 'updated_at'"


@pytest.mark.parametrize(
    ("target", "faults"),
    [
        ("/teams?tag=Not+One", [("?tag", "slug", SLUG)]),
        (f"/teams?tag={'a' * 101}", [("?tag", "slug", SLUG)]),
        ("/teams?member_id=x", [("?member_id", "uuid", UUID)]),
        ("/teams?order_by=slug", [("?order_by", "choice", "Must be one of 'created_at', 'updated_at' or 'name'.")]),
        ("/teams?is_active=true", [("?is_active", "unknown", UNKNOWN)]),
        ("/teams?tag=A&limit=0", [("?limit", "out_of_range", "Must be at least 1."), ("?tag", "slug", SLUG)]),
        (f"{NO_TEAM}/members?order_by=name", [("?order_by", "choice", f"Must be one of {TIMES}.")]),
        (f"{NO_TEAM}/members?ids=x", [("?ids", "uuid", UUID)]),
        (f"{NO_TEAM}/members?tag=a", [("?tag", "unknown", UNKNOWN)]),
        (f"{NO_TEAM}/members?after=x", [("?after", "cursor", "Not the next of a page with these filters.")]),
    ],
)
def test_team_and_member_operations_refuse_a_bad_query(
    client: Client, superuser: Person, target: str, faults: list[Fault]
) -> None:
    check_faults(client.call("GET", target, token=superuser.token), *faults)


@pytest.mark.strict
@pytest.mark.parametrize(
    ("method", "path"),
    [(method, path) for method, path in protected("teams") if method != "GET" or path == NO_TEAM],
)
def test_all_but_lists_of_teams_and_members_refuse_every_parameter(
    client: Client, superuser: Person, method: str, path: str
) -> None:
    answer = client.call(method, f"{path}?limit=1", token=superuser.token)
    check_faults(answer, ("?limit", "unknown", UNKNOWN))
