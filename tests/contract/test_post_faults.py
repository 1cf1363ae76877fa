"""create_post and update_post refuse bad bodies."""

from typing import Any

import pytest

from tests.clients.base import Client
from tests.contract.answers import check_faults
from tests.contract.operations import NO_POST
from tests.people import People, Person

Fault = tuple[str, str, str]

MISSING = "Must be given."
UNKNOWN = "Is not known here."
STRING = "Must be a string."
ARRAY = "Must be an array."
BLANK = "Must be at least 1 characters long."
NUL = "Must not contain the NUL character."
SLUG = "Must have a letter or a digit."
TIME = "Must be an RFC 3339 time with an offset, such as 2026-01-31T12:00:00Z."

REFUSED: list[tuple[dict[str, Any], list[Fault]]] = [
    *[({"title": value}, [("/title", "too_short", BLANK)]) for value in ("", " ", "\t\n", "\u3000\u00a0")],
    ({"title": "t" * 201}, [("/title", "too_long", "Must be at most 200 characters long.")]),
    ({"title": "a\u0000"}, [("/title", "nul", NUL)]),
    *[({"title": value}, [("/title", "string", STRING)]) for value in (None, 1, True, ["t"], {"a": 1})],
    ({"body": ""}, [("/body", "too_short", BLANK)]),
    ({"body": "b" * 50_001}, [("/body", "too_long", "Must be at most 50000 characters long.")]),
    ({"body": "a\u0000b"}, [("/body", "nul", NUL)]),
    *[({"body": value}, [("/body", "string", STRING)]) for value in (None, 1.5, False, ["b"], {"a": 1})],
    *[
        ({"published_at": value}, [("/published_at", "time", TIME)])
        for value in (
            "",
            "now",
            "1",
            1,
            1767225600,
            1.5,
            True,
            ["2026-01-31T12:00:00Z"],
            {"a": 1},
            "2026-01-31",
            "2026-01-31T12:00:00",
            "2026-01-31T12:00Z",
            "2026-01-31 12:00:00Z",
            " 2026-01-31T12:00:00Z",
            "2026-01-31T12:00:00Z\n",
            "2026-01-31T12:00:00+0100",
            "2026-01-31T12:00:00+01",
            "2026-01-31T12:00:00+24:00",
            "2026-01-31T12:00:00.Z",
            "2026-01-31T12:00:00,5Z",
            "2026-01-31T12:00:00.1234567890Z",
            "2026-02-29T12:00:00Z",
            "2026-01-31T24:00:00Z",
            "2026-01-31T23:59:60Z",
            "0000-01-01T00:00:00Z",
            "10000-01-01T00:00:00Z",
            "0001-01-01T00:00:00+00:01",
            "9999-12-31T23:59:59-00:01",
            "2026-W05-6T12:00:00Z",
            "٢٠٢٦-01-31T12:00:00Z",
        )
    ],
    *[({"tags": value}, [("/tags", "array", ARRAY)]) for value in (None, "a", 1, True, {"0": "a"})],
    ({"tags": [f"t{number}" for number in range(21)]}, [("/tags", "too_long", "Must have at most 20 items.")]),
    ({"tags": ["same"] * 21}, [("/tags", "too_long", "Must have at most 20 items.")]),
    *[({"tags": [value]}, [("/tags/0", "string", STRING)]) for value in (None, 1, True, ["a"], {"name": "a"})],
    *[({"tags": [value]}, [("/tags/0", "too_short", BLANK)]) for value in ("", " \n")],
    ({"tags": ["t" * 51]}, [("/tags/0", "too_long", "Must be at most 50 characters long.")]),
    ({"tags": ["a\u0000"]}, [("/tags/0", "nul", NUL)]),
    *[({"tags": [value]}, [("/tags/0", "slug", SLUG)]) for value in ("🦊", "#", "--", "!?", "_", "\u0301")],
    (
        {"tags": ["fine", 3, "fine too", "", "🦊"]},
        [("/tags/1", "string", STRING), ("/tags/3", "too_short", BLANK), ("/tags/4", "slug", SLUG)],
    ),
    *[
        ({name: value}, [(f"/{name}", "unknown", UNKNOWN)])
        for name, value in (
            ("id", "00000000-0000-7000-8000-000000000000"),
            ("author_id", "00000000-0000-7000-8000-000000000000"),
            ("created_at", "2026-01-31T12:00:00Z"),
            ("updated_at", None),
            ("search_text", "x"),
            ("Title", "x"),
        )
    ],
    ({"a/b~c": 1}, [("/a~1b~0c", "unknown", UNKNOWN)]),
    (
        {"colour": 1, "tags": [1], "published_at": 0, "body": 0, "title": 0},
        [
            ("/title", "string", STRING),
            ("/body", "string", STRING),
            ("/published_at", "time", TIME),
            ("/tags/0", "string", STRING),
            ("/colour", "unknown", UNKNOWN),
        ],
    ),
]


@pytest.mark.parametrize(("method", "path"), [("POST", "/posts"), ("PATCH", NO_POST)])
def test_create_post_and_update_post_refuse_a_bad_body(
    client: Client, superuser: Person, method: str, path: str
) -> None:
    for changes, faults in REFUSED:
        document = {"title": "Title", "body": "Body", **changes}
        check_faults(client.call(method, path, document, token=superuser.token), *faults)


@pytest.mark.parametrize(
    ("document", "faults"),
    [
        ({}, [("/title", "missing", MISSING), ("/body", "missing", MISSING)]),
        ({"title": "T"}, [("/body", "missing", MISSING)]),
        ({"body": "b", "x": 1}, [("/title", "missing", MISSING), ("/x", "unknown", UNKNOWN)]),
    ],
)
def test_create_post_needs_a_title_and_a_body(
    client: Client, superuser: Person, document: dict[str, Any], faults: list[Fault]
) -> None:
    check_faults(client.call("POST", "/posts", document, token=superuser.token), *faults)


def test_a_refused_post_leaves_no_post_and_no_tag(client: Client, create_user: People) -> None:
    author, mark = create_user(), create_user.letters(12)
    document = {"title": "", "body": "b", "tags": [mark]}
    assert client.call("POST", "/posts", document, token=author.token).status == 422
    answer = client.call("GET", f"/posts?author_id={author.id}", token=author.token)
    assert answer.json()["total"] == 0
    assert client.call("GET", f"/tags/{mark}", token=author.token).status == 404
