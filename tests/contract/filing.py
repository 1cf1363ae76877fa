"""Documents as the tests know them: bodies of multipart/form-data written by hand, and what an answer must then say."""

import hashlib
from collections.abc import Sequence
from typing import Any

from tests.clients.base import Header
from tests.clients.response import Response
from tests.contract.answers import TIME, UUID7
from tests.people import Person

NO_DOCUMENT = "/documents/00000000-0000-7000-8000-000000000000"
BOUNDARY = b"----likewise-8f2Kq0"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY.decode()}"


def part(disposition: bytes, content: bytes, content_type: bytes | None = None) -> bytes:
    """One part, without the lines of boundary round it."""
    declared = b"" if content_type is None else b"\r\nContent-Type: " + content_type
    return b"Content-Disposition: form-data; %b%b\r\n\r\n%b" % (disposition, declared, content)


def name_part(name: bytes = b"Report") -> bytes:
    return part(b'name="name"', name)


def file_part(
    content: bytes = b"Hello, world", filename: bytes = b"report.txt", content_type: bytes | None = b"text/plain"
) -> bytes:
    """The file; `filename` is written as it is, between quotes."""
    return part(b'name="file"; filename="%b"' % filename, content, content_type)


def form(*parts: bytes) -> bytes:
    """A whole body."""
    return b"".join(b"--%b\r\n%b\r\n" % (BOUNDARY, each) for each in parts) + b"--%b--\r\n" % BOUNDARY


def send(
    person: Person, body: bytes = b"", *, content_type: str = MULTIPART, chunks: Sequence[bytes] | None = None
) -> Response:
    """Upload a body, whole or of undeclared length in pieces."""
    headers: list[Header] = [*person.headers, ("Content-Type", content_type)]
    return person.client.request("POST", "/documents", headers=headers, body=body, chunks=chunks)


def file(person: Person, name: str = "Report", content: bytes = b"Hello, world", **fields: bytes) -> dict[str, Any]:
    """Upload a document and return it."""
    answer = send(person, form(name_part(name.encode()), file_part(content, **fields)))
    assert answer.status == 201, answer
    return answer.json()


def document(response: Response, owner: Person, content: bytes = b"Hello, world", **fields: Any) -> dict[str, Any]:
    """The Document that must be in an answer: what the test knows, with the id and times that the answer tells."""
    told = response.json()
    assert UUID7.fullmatch(told["id"]), told["id"]
    assert TIME.fullmatch(told["created_at"]), told["created_at"]
    assert TIME.fullmatch(told["updated_at"]), told["updated_at"]
    known: dict[str, Any] = {
        "id": told["id"],
        "owner_id": owner.id,
        "name": "Report",
        "filename": "report.txt",
        "content_type": "text/plain",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "created_at": told["created_at"],
        "updated_at": told["updated_at"],
    }
    assert fields.keys() <= known.keys()
    return {**known, **fields}


def content_of(person: Person, document: dict[str, Any]) -> bytes:
    """The bytes of a document, downloaded."""
    answer = person.client.call("GET", f"/documents/{document['id']}/content", token=person.token)
    assert answer.status == 200, answer
    return answer.body
