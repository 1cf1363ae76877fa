"""The JSON of each resource, as an answer must have it.

Each function takes the JSON that was answered and what the test knows of it. It checks the form of the id and of the
times, which a test cannot know, and returns the whole expected resource, its members in the order of the contract.
"""

import hashlib
from typing import Any

from tests.contract.answers import TIME, UUID7
from tests.people import Person


def expected_user(answered: dict[str, Any], email: str, name: str, **fields: Any) -> dict[str, Any]:
    """`{"id", "email", "name", "is_active", "is_superuser", "created_at", "updated_at"}`.

    With `posts=[...]` it is a UserDetail, whose posts stand before the times.
    """
    posts = {"posts": fields.pop("posts")} if "posts" in fields else {}
    known = {"email": email, "name": name, "is_active": True, "is_superuser": False, **posts}
    return _with(_id(answered) | known | _times(answered), fields)


def expected_post(answered: dict[str, Any], author: Person, title: str, body: str, **fields: Any) -> dict[str, Any]:
    """`{"id", "author_id", "title", "body", "published_at", "tags", "created_at", "updated_at"}`."""
    known: dict[str, Any] = {"author_id": author.id, "title": title, "body": body, "published_at": None, "tags": []}
    return _with(_id(answered) | known | _times(answered), fields)


def post_tags(*tags: tuple[str, str]) -> list[dict[str, str]]:
    """The tags of a post or of a team, `[{"name", "slug"}]`, from pairs of a name and a slug."""
    return [{"name": name, "slug": slug} for name, slug in tags]


def expected_tag(answered: dict[str, Any], slug: str, name: str, **fields: Any) -> dict[str, Any]:
    """`{"id", "slug", "name", "created_at", "updated_at"}`."""
    return _with(_id(answered) | {"slug": slug, "name": name} | _times(answered), fields)


def expected_team(answered: dict[str, Any], slug: str, name: str, **fields: Any) -> dict[str, Any]:
    """`{"id", "slug", "name", "description", "seats", "created_at", "updated_at"}`.

    With `tags=[...]` and `members=[...]` it is a TeamDetail, which has them before the times.
    """
    known = {"slug": slug, "name": name, "description": None, "seats": None}
    return _id(answered) | known | fields | _times(answered)


def expected_member(
    answered: dict[str, Any], person: Person, role: str = "member", *, is_owner: bool = False
) -> dict[str, Any]:
    """`{"user_id", "name", "role", "is_owner", "created_at", "updated_at"}`."""
    return {"user_id": person.id, "name": person.name, "role": role, "is_owner": is_owner} | _times(answered)


def expected_document(
    answered: dict[str, Any], owner: Person, content: bytes = b"Hello, world", **fields: Any
) -> dict[str, Any]:
    """`{"id", "owner_id", "name", "filename", "content_type", "size", "sha256", "created_at", "updated_at"}`."""
    known: dict[str, Any] = {
        "owner_id": owner.id,
        "name": "Report",
        "filename": "report.txt",
        "content_type": "text/plain",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    return _with(_id(answered) | known | _times(answered), fields)


def _id(answered: dict[str, Any]) -> dict[str, str]:
    assert UUID7.fullmatch(answered["id"]), answered["id"]
    return {"id": answered["id"]}


def _times(answered: dict[str, Any]) -> dict[str, str]:
    assert TIME.fullmatch(answered["created_at"]), answered["created_at"]
    assert TIME.fullmatch(answered["updated_at"]), answered["updated_at"]
    return {"created_at": answered["created_at"], "updated_at": answered["updated_at"]}


def _with(known: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
    assert fields.keys() <= known.keys(), f"no member of this shape: {fields.keys() - known.keys()}"
    return {**known, **fields}
