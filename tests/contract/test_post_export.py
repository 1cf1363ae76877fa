"""export_posts: every post that matches, one line each, oldest first."""

from typing import Any
from urllib.parse import urlencode

import pytest

from tests.clients.base import Client
from tests.clients.socket import SocketClient
from tests.contract.actions import create_post, unique_word
from tests.contract.answers import NDJSON, check, check_faults, check_problem, compact
from tests.people import People, Person

pytestmark = [pytest.mark.every_server, pytest.mark.each_database]

NOBODY = "00000000-0000-7000-8000-000000000000"


def lines(*posts: dict[str, Any]) -> bytes:
    return b"".join(compact(post) + b"\n" for post in posts)


def check_export(client: Client, reader: Person, expected: bytes, **query: str) -> None:
    target = f"/posts/export?{urlencode(query)}"
    check(client.call("GET", target, token=reader.token), 200, expected, NDJSON, streamed=True)


def test_export_posts_filters_like_list_posts(client: Client, create_user: People) -> None:
    author, other, mark = create_user(), create_user(), unique_word(create_user)
    one = create_post(author, f"{mark} Zoë 🦊", "a\nb\u2028c", tags=[mark, f"{mark} c#"])
    two = create_post(other, "Title", f"Straße {mark}", published_at="2026-01-31T12:00:00+01:00")
    three = create_post(author, f"{mark} a")
    mine = {"search": mark}
    check_export(client, other, lines(one, two, three), **mine)
    check_export(client, other, lines(one, three), author_id=author.id)
    check_export(client, other, lines(one), tag=mark)
    check_export(client, other, lines(one), tag=f"{mark}-c")
    check_export(client, other, lines(two), search=f"STRASSE {mark.upper()}")
    check_export(client, other, lines(one, two), ids=f"{two['id']},{one['id']},{NOBODY}")
    check_export(client, other, lines(two), **mine, created_after=one["created_at"], created_before=three["created_at"])
    answer = client.call("PATCH", f"/posts/{one['id']}", {"body": "new"}, token=author.token)
    one = answer.json()
    check_export(client, other, lines(one), **mine, updated_after=three["updated_at"])
    check_export(client, other, lines(two, three), **mine, updated_before=one["updated_at"])
    check_export(client, other, lines(one, two, three), **mine)


def test_export_posts_is_empty_when_nothing_matches(client: Client, create_user: People) -> None:
    reader = create_user()
    for query in ({"author_id": reader.id}, {"author_id": NOBODY}, {"tag": unique_word(create_user)}):
        check_export(client, reader, b"", **query)


def test_export_posts_is_complete_for_any_number_of_posts(client: Client, create_user: People) -> None:
    author, mark = create_user(), unique_word(create_user)
    posts = [create_post(author, f"Title {number}", tags=[mark] * (number % 3)) for number in range(250)]
    check_export(client, author, lines(*posts), author_id=author.id)
    for whole in (99, 100, 101, 200):
        before = posts[whole]["created_at"]
        check_export(client, author, lines(*posts[:whole]), author_id=author.id, created_before=before)


def test_export_posts_without_filters_has_every_post(client: Client, create_user: People) -> None:
    author = create_user()
    posts = [create_post(author) for _ in range(3)]
    answer = client.call("GET", "/posts/export", token=author.token)
    exported = answer.body.splitlines(keepends=True)
    check(answer, 200, b"".join(exported), NDJSON, streamed=True)
    assert [line for line in exported if author.id.encode() in line] == [lines(post) for post in posts]


UNKNOWN = "Is not known here."


@pytest.mark.parametrize(
    ("query", "faults"),
    [
        *[
            (f"{name}={value}", [(f"?{name}", "unknown", UNKNOWN)])
            for name, value in (
                ("limit", "20"),
                ("offset", "0"),
                ("after", "x"),
                ("total", "true"),
                ("order_by", "created_at"),
                ("sort", "asc"),
                ("colour", "red"),
            )
        ],
        ("tag=A", [("?tag", "slug", "Must be a slug: a-z, 0-9 and hyphens.")]),
        ("author_id=x", [("?author_id", "uuid", "Must be a UUID in lower case with hyphens.")]),
        ("search=", [("?search", "too_short", "Must be at least 1 characters long.")]),
        (
            "sort=asc&ids=x&limit=x",
            [
                ("?ids", "uuid", "Must be a UUID in lower case with hyphens."),
                ("?sort", "unknown", UNKNOWN),
                ("?limit", "unknown", UNKNOWN),
            ],
        ),
    ],
)
def test_export_posts_refuses_a_bad_query(
    client: Client, superuser: Person, query: str, faults: list[tuple[str, str, str]]
) -> None:
    check_faults(client.call("GET", f"/posts/export?{query}", token=superuser.token), *faults)


def test_export_posts_checks_the_token_before_the_query(client: Client) -> None:
    check_problem(client.request("GET", "/posts/export?limit=1"), "unauthenticated")
    bad = [("Authorization", "Bearer x")]
    check_problem(client.request("GET", "/posts/export?limit=1", headers=bad), "invalid-token")


@pytest.mark.strict
def test_head_on_export_posts_returns_the_headers_of_get(client: Client, create_user: People) -> None:
    author = create_user()
    create_post(author)
    for query in (f"author_id={author.id}", f"author_id={NOBODY}"):
        head = client.call("HEAD", f"/posts/export?{query}", token=author.token)
        check(head, 200, b"", NDJSON, streamed=True)
    get, head = (client.call(method, "/posts/export?limit=1", token=author.token) for method in ("GET", "HEAD"))
    check(head, 422, b"", "application/problem+json", head_of=get.body)


@pytest.mark.strict
@pytest.mark.only(transport="socket")
def test_head_on_export_posts_sends_no_body(client: Client, create_user: People) -> None:
    assert isinstance(client, SocketClient)
    author = create_user()
    create_post(author, "Streamed")
    with client.connect() as connection:
        connection.send(client.head("HEAD /posts/export", f"Authorization: Bearer {author.token}"))
        response = connection.receive("HEAD")
        assert response is not None
        check(response, 200, b"", NDJSON, streamed=True)
        connection.send(client.head("GET /health/live"))  # a body of the first answer would be read as part of this one
        response = connection.receive("GET")
        assert response is not None
        check(response, 200, b'{"status":"ok"}')
