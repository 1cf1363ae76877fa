"""Bodies of multipart/form-data, written by hand: byte for byte what goes over the wire."""

from collections.abc import Sequence

from tests.clients.base import Header
from tests.clients.response import Response
from tests.people import Person

BOUNDARY = b"----likewise-8f2Kq0"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY.decode()}"


def part(disposition: bytes, content: bytes, content_type: bytes | None = None) -> bytes:
    """One part without the boundary lines round it; `disposition` is what follows `form-data; `."""
    declared = b"" if content_type is None else b"\r\nContent-Type: " + content_type
    return b"Content-Disposition: form-data; %b%b\r\n\r\n%b" % (disposition, declared, content)


def name_part(name: bytes = b"Report") -> bytes:
    """The part `name` of a new document."""
    return part(b'name="name"', name)


def file_part(
    content: bytes = b"Hello, world", filename: bytes = b"report.txt", content_type: bytes | None = b"text/plain"
) -> bytes:
    """The part `file` of a new document; `filename` is written as it is, between quotes."""
    return part(b'name="file"; filename="%b"' % filename, content, content_type)


def form(*parts: bytes) -> bytes:
    """A whole body."""
    return b"".join(b"--%b\r\n%b\r\n" % (BOUNDARY, each) for each in parts) + b"--%b--\r\n" % BOUNDARY


def upload(
    person: Person, body: bytes = b"", *, content_type: str = MULTIPART, chunks: Sequence[bytes] | None = None
) -> Response:
    """POST /documents with this body; with `chunks` its length is not declared."""
    headers: list[Header] = [*person.headers, ("Content-Type", content_type)]
    return person.client.request("POST", "/documents", headers=headers, body=body, chunks=chunks)
