"""Requests that prepare or inspect a test: each must succeed, and returns what it created or read."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from tests.clients.base import Client
from tests.contract.answers import check, compact
from tests.contract.forms import file_part, form, name_part, upload
from tests.contract.shapes import expected_document
from tests.people import RUN, People, Person


def unique_word(create_user: People) -> str:
    """Letters that no other test's posts and tags have, nor those of an earlier run against the same server."""
    return create_user.letters(8) + RUN


def create_team(owner: Person, **fields: Any) -> str:
    """Create a team and return its slug.

    Args:
        owner: sends the request, and becomes the owner.
        fields: of the JSON body: `name` (by default one of the owner's own), `description`, `seats`, `tags`.
    """
    document = {"name": f"Team of {owner.email.partition('@')[0]}", **fields}
    answer = owner.client.call("POST", "/teams", document, token=owner.token)
    assert answer.status == 201, answer
    return answer.json()["slug"]


def add_members(admin: Person, slug: str, *people: Person, role: str = "member") -> None:
    """Add people to a team, one after the other; an admin of the team sends the requests."""
    for person in people:
        document = {"user_id": person.id, "role": role}
        answer = admin.client.call("POST", f"/teams/{slug}/members", document, token=admin.token)
        assert answer.status == 201, answer


def get_members(reader: Person, slug: str) -> dict[str, dict[str, Any]]:
    """The members of a team as `{user_id: Member}`, in the order of joining; 100 at most."""
    page = get_page(reader, f"/teams/{slug}/members", sort="asc", limit=100)
    return {member["user_id"]: member for member in page["items"]}


def create_post(author: Person, title: str = "Title", body: str = "Body", **fields: Any) -> dict[str, Any]:
    """Create a post and return the Post; `fields` are `published_at` and `tags` of the JSON body."""
    answer = author.client.call("POST", "/posts", {"title": title, "body": body, **fields}, token=author.token)
    assert answer.status == 201, answer
    return answer.json()


def create_tag(caller: Person, name: str) -> dict[str, Any]:
    """Create a new tag and return the Tag."""
    answer = caller.client.call("POST", "/tags", {"name": name}, token=caller.token)
    assert answer.status == 201, answer
    return answer.json()


def create_document(
    owner: Person, name: str = "Report", content: bytes = b"Hello, world", **fields: bytes
) -> dict[str, Any]:
    """Upload a document and return the Document; `fields` are `filename` and `content_type` of the file's part."""
    answer = upload(owner, form(name_part(name.encode()), file_part(content, **fields)))
    assert answer.status == 201, answer
    return answer.json()


def get_content(reader: Person, document: dict[str, Any]) -> bytes:
    """Download a document and return its bytes."""
    answer = reader.client.call("GET", f"/documents/{document['id']}/content", token=reader.token)
    assert answer.status == 200, answer
    return answer.body


def get_json(reader: Person, target: str) -> dict[str, Any]:
    """GET a target and return its JSON."""
    answer = reader.client.call("GET", target, token=reader.token)
    assert answer.status == 200, answer
    return answer.json()


def get_page(reader: Person, path: str, **query: Any) -> dict[str, Any]:
    """GET one page of a list: `{"items": [...], "total": ..., "limit": ..., "offset": ..., "next": ...}`."""
    return get_json(reader, f"{path}?{urlencode(query)}")


def ids(items: Sequence[dict[str, Any]]) -> list[str]:
    """The ids of the items of a page, in their order."""
    return [item["id"] for item in items]


def check_upload(client: Client, owner: Person, content: bytes, parts: Sequence[bytes], **expected: str) -> None:
    """Upload the parts; check the answer, the document and its content."""
    answer = upload(owner, form(*parts))
    created = expected_document(answer.json(), owner, content, **expected)
    check(answer, 201, compact(created), headers={"Location": f"/documents/{created['id']}"})
    check(client.call("GET", f"/documents/{created['id']}", token=owner.token), 200, compact(created))
    assert get_content(owner, created) == content
