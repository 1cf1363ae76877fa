"""A request and a response as plain values: all that a handler sees of ASGI and of WSGI."""

from collections.abc import AsyncGenerator, Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import quote

from pydantic_core import to_json

from core.errors import ContentTooLarge, LikewiseError, MalformedJson, MalformedMultipart
from core.http.download import Conditions, choose
from core.http.operation import JSON
from core.http.parsing import InputSchema, QuerySchema, check_media_type, parse_body, parse_query
from core.http.upload import SyncUpload, Upload
from core.schemas import Output, Query
from core.services import document
from core.services_sync import document as sync_document

from .dependencies import AsyncServices, SyncServices

Stream = AsyncGenerator[bytes] | Generator[bytes]
Content = TypeVar("Content", bound=Output | bytes | Stream | None)


@dataclass(slots=True)
class Request:
    """What both forms have. A handler asks for the caller, the query and the body in the order faults are told in."""

    method: str
    path: str
    """Decoded, without the prefix."""
    prefix: str
    """Of the mount; empty where there is none."""
    query_string: bytes
    headers: Mapping[str, str]
    """By names in lower case; repeated ones joined by commas."""

    def query(self, schema: type[QuerySchema]) -> QuerySchema:
        """Validate the query; `schemas.Query` itself knows no parameter. Raises `ValidationFailed`."""
        return parse_query(schema, self.query_string)

    def before_body(self) -> str | None:
        """Refuse what needs no reading: any query, for what takes a body knows no parameters, and other media types."""
        self.query(Query)
        content_type = self.headers.get("content-type")
        check_media_type(content_type)
        return content_type

    def conditions(self) -> Conditions:
        """The headers that choose what of a content is sent."""
        chosen = (self.headers.get(name) for name in ("range", "if-range", "if-none-match"))
        return Conditions(self.method, *chosen)

    def url(self, path: str) -> str:
        """Where a path of this application is found from outside."""
        return quote(self.prefix) + path


@dataclass(slots=True)
class AsyncRequest(Request):
    """For handlers under ASGI."""

    services: AsyncServices
    chunks: Callable[[type[LikewiseError]], AsyncGenerator[bytes]]
    """The body as it arrives; raises the error that it is given if the client leaves half-way."""

    async def parse(self, schema: type[InputSchema]) -> InputSchema:
        """The body. Raises what `before_body` and `parse_body` raise, and between them `ContentTooLarge`."""
        content_type = self.before_body()
        body = bytearray()
        async for chunk in self.chunks(MalformedJson):
            body += chunk
            if len(body) > self.services.settings.json_limit:
                raise ContentTooLarge
        return parse_body(schema, bytes(body), content_type)

    def upload(self) -> Upload:
        """The file of an upload. Raises `ValidationFailed`, `UnsupportedMediaType` before anything is read."""
        self.query(Query)
        chunks = self.chunks(MalformedMultipart)
        return Upload(chunks, self.headers.get("content-type"), self.services.settings.upload_limit)

    async def download(self, content: document.Content) -> "Response[AsyncGenerator[bytes] | None]":
        """As much of a document as the conditions choose. Raises `RangeNotSatisfiable`."""
        chosen = choose(self.conditions(), content.document)
        chunks = None if chosen.bodiless else await content.read(chosen.start, chosen.stop)
        length = None if chosen.content_type is None else chosen.stop - chosen.start
        return Response(chunks, chosen.status, chosen.headers, chosen.content_type, length)


@dataclass(slots=True)
class SyncRequest(Request):
    """For handlers under WSGI."""

    services: SyncServices
    chunks: Callable[[type[LikewiseError]], Generator[bytes]]
    """The body as it arrives; raises the error that it is given if the client leaves half-way."""

    def parse(self, schema: type[InputSchema]) -> InputSchema:
        """The body. Raises what `before_body` and `parse_body` raise, and between them `ContentTooLarge`."""
        content_type = self.before_body()
        body = bytearray()
        for chunk in self.chunks(MalformedJson):
            body += chunk
            if len(body) > self.services.settings.json_limit:
                raise ContentTooLarge
        return parse_body(schema, bytes(body), content_type)

    def upload(self) -> SyncUpload:
        """The file of an upload. Raises `ValidationFailed`, `UnsupportedMediaType` before anything is read."""
        self.query(Query)
        chunks = self.chunks(MalformedMultipart)
        return SyncUpload(chunks, self.headers.get("content-type"), self.services.settings.upload_limit)

    def download(self, content: sync_document.Content) -> "Response[Generator[bytes] | None]":
        """As much of a document as the conditions choose. Raises `RangeNotSatisfiable`."""
        chosen = choose(self.conditions(), content.document)
        chunks = None if chosen.bodiless else content.read(chosen.start, chosen.stop)
        length = None if chosen.content_type is None else chosen.stop - chosen.start
        return Response(chunks, chosen.status, chosen.headers, chosen.content_type, length)


class Response(Generic[Content]):
    """What a handler returns. A schema becomes JSON, bytes go out as they are, those of a generator one by one."""

    __slots__ = ("body", "headers", "length", "media_type", "status", "stream")

    def __init__(
        self,
        content: Content,
        status: int = 200,
        headers: Sequence[tuple[str, str]] = (),
        media_type: str | None = JSON,
        length: int | None = None,
    ) -> None:
        """`length` is that of a stream, where it is known; one without content has no media type but with a length."""
        self.status = status
        self.headers = headers
        self.body = to_json(content) if isinstance(content, Output) else content if isinstance(content, bytes) else b""
        self.stream = content if isinstance(content, AsyncGenerator | Generator) else None
        self.length = len(self.body) if isinstance(content, Output | bytes) else length
        self.media_type = None if content is None and length is None else media_type
