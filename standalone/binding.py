"""A request and a response as plain values: all that a handler sees of ASGI and of WSGI."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import quote

from pydantic_core import to_json

from core.contract.operations import JSON
from core.contract.wire import InputSchema, QuerySchema, check_media_type, parse_body, parse_query
from core.schemas import Output, Query

from .dependencies import AsyncServices, SyncServices

Content = TypeVar("Content", bound=Output | bytes | None)


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

    def url(self, path: str) -> str:
        """Where a path of this application is found from outside."""
        return quote(self.prefix) + path


@dataclass(slots=True)
class AsyncRequest(Request):
    """For handlers under ASGI."""

    services: AsyncServices
    read: Callable[[], Awaitable[bytes]]

    async def parse(self, schema: type[InputSchema]) -> InputSchema:
        """The body. Raises what `before_body`, `read` and `parse_body` raise, in this order."""
        content_type = self.before_body()
        return parse_body(schema, await self.read(), content_type)


@dataclass(slots=True)
class SyncRequest(Request):
    """For handlers under WSGI."""

    services: SyncServices
    read: Callable[[], bytes]

    def parse(self, schema: type[InputSchema]) -> InputSchema:
        """The body. Raises what `before_body`, `read` and `parse_body` raise, in this order."""
        content_type = self.before_body()
        return parse_body(schema, self.read(), content_type)


class Response(Generic[Content]):
    """What a handler returns. A schema becomes JSON, bytes go out as they are, None is no content."""

    __slots__ = ("body", "headers", "media_type", "status")

    def __init__(
        self,
        content: Content,
        status: int = 200,
        headers: Sequence[tuple[str, str]] = (),
        media_type: str = JSON,
    ) -> None:
        self.status = status
        self.headers = headers
        self.media_type = None if content is None else media_type
        self.body = content if isinstance(content, bytes) else b"" if content is None else to_json(content)
