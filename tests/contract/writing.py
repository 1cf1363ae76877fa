"""Posts and tags as the tests know them: making some, and what an answer must then say."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from tests.clients.base import Client
from tests.clients.response import Response
from tests.contract.answers import TIME, UUID7
from tests.people import RUN, People, Person

NO_POST = "/posts/00000000-0000-7000-8000-000000000000"


def mark_of(make_user: People) -> str:
    """Letters that no other test's posts and tags have, nor an earlier run's against the same server."""
    return make_user.letters(8) + RUN


def post(response: Response, author: Person, title: str, body: str, **fields: Any) -> dict[str, Any]:
    """The Post that must be in an answer: what the test knows, with the id and times that the answer tells."""
    told = response.json()
    known: dict[str, Any] = {
        "id": told["id"],
        "author_id": author.id,
        "title": title,
        "body": body,
        "published_at": None,
        "tags": [],
        "created_at": told["created_at"],
        "updated_at": told["updated_at"],
    }
    return _checked(known, fields)


def tag(response: Response, slug: str, name: str, **fields: Any) -> dict[str, Any]:
    """The Tag that must be in an answer, likewise."""
    told = response.json()
    known = {
        "id": told["id"],
        "slug": slug,
        "name": name,
        "created_at": told["created_at"],
        "updated_at": told["updated_at"],
    }
    return _checked(known, fields)


def references(*tags: tuple[str, str]) -> list[dict[str, str]]:
    """The tags of a post, from pairs of a name and a slug."""
    return [{"name": name, "slug": slug} for name, slug in tags]


def write(client: Client, author: Person, title: str = "Title", body: str = "Body", **fields: Any) -> dict[str, Any]:
    """Write a post and return it."""
    answer = client.call("POST", "/posts", {"title": title, "body": body, **fields}, token=author.token)
    assert answer.status == 201, answer
    return answer.json()


def make_tag(client: Client, caller: Person, name: str) -> dict[str, Any]:
    """Make a new tag and return it."""
    answer = client.call("POST", "/tags", {"name": name}, token=caller.token)
    assert answer.status == 201, answer
    return answer.json()


def read(client: Client, reader: Person, path: str) -> dict[str, Any]:
    """What is at a path."""
    answer = client.call("GET", path, token=reader.token)
    assert answer.status == 200, answer
    return answer.json()


def listed(client: Client, reader: Person, path: str, **query: Any) -> dict[str, Any]:
    """One page of the list at a path."""
    return read(client, reader, f"{path}?{urlencode(query)}")


def ids(items: Sequence[dict[str, Any]]) -> list[str]:
    return [item["id"] for item in items]


def _checked(known: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
    assert UUID7.fullmatch(known["id"]), known["id"]
    assert TIME.fullmatch(known["created_at"]), known["created_at"]
    assert TIME.fullmatch(known["updated_at"]), known["updated_at"]
    assert fields.keys() <= known.keys()
    return {**known, **fields}
