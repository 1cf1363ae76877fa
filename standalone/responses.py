"""Answers: plain JSON, streams, downloads."""

from collections.abc import AsyncGenerator, Generator, Sequence
from typing import Generic, TypeVar

from pydantic_core import to_json

from core.http.download import Conditions, Download, choose
from core.http.operation import JSON
from core.schemas import Output
from core.services.document import Content
from core.services_sync.document import Content as SyncContent

Chunks = TypeVar("Chunks", AsyncGenerator[bytes], Generator[bytes])
Body = TypeVar("Body", bound=Output | bytes | AsyncGenerator[bytes] | Generator[bytes] | None)


class Response(Generic[Body]):
    """The answer of a handler: a schema becomes JSON, bytes stay as they are, a generator is a stream of chunks."""

    __slots__ = ("body", "headers", "length", "media_type", "status", "stream")

    def __init__(
        self,
        content: Body,
        status: int = 200,
        headers: Sequence[tuple[str, str]] = (),
        media_type: str | None = JSON,
        length: int | None = None,
    ) -> None:
        """`length` is that of a stream, if it is known; an answer without content and length has no media type."""
        self.status = status
        self.headers = headers
        self.body = to_json(content) if isinstance(content, Output) else content if isinstance(content, bytes) else b""
        self.stream = content if isinstance(content, AsyncGenerator | Generator) else None
        self.length = len(self.body) if isinstance(content, Output | bytes) else length
        self.media_type = None if content is None and length is None else media_type


def stream(chunks: Chunks, media_type: str) -> Response[Chunks]:
    """Send chunks as they come."""
    return Response(chunks, media_type=media_type)


async def download(conditions: Conditions, content: Content) -> Response[AsyncGenerator[bytes] | None]:
    """Send as much of a document as the request's conditions choose. Raises `RangeNotSatisfiable`."""
    chosen = choose(conditions, content.document)
    chunks = None if chosen.bodiless else await content.read(chosen.start, chosen.stop)
    return Response(chunks, chosen.status, chosen.headers, chosen.content_type, length_of(chosen))


def sync_download(conditions: Conditions, content: SyncContent) -> Response[Generator[bytes] | None]:
    """The same over sync services."""
    chosen = choose(conditions, content.document)
    chunks = None if chosen.bodiless else content.read(chosen.start, chosen.stop)
    return Response(chunks, chosen.status, chosen.headers, chosen.content_type, length_of(chosen))


def length_of(chosen: Download) -> int | None:
    return None if chosen.content_type is None else chosen.stop - chosen.start
