"""Requests, and what handlers ask of them: the services, a body, a query, an upload, a link.

A handler asks in the order of the contract's errors: the caller, then the query, then the body.
"""

from collections.abc import AsyncGenerator, Callable, Generator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from urllib.parse import quote

from core import services as domain
from core import services_sync as sync_domain
from core.analytics.configuration import analytics_sessions
from core.errors import LikewiseError, MalformedJson, MalformedMultipart
from core.http import parsing
from core.http.body_limits import check_body_length
from core.http.download import Conditions
from core.http.exchange import Exchange
from core.http.parsing import InputSchema, QuerySchema, check_media_type
from core.http.upload import SyncUpload, Upload
from core.settings import Settings

from .database import async_database, sync_database
from .exchange import open_exchange
from .strict import refuse_query


class AsyncResources(domain.Resources):
    """What all requests under ASGI share."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.database = async_database(settings)
        self.open_session = self.database.create_session_maker()
        self.open_analytics = analytics_sessions(settings)

    @asynccontextmanager
    async def services(self) -> AsyncGenerator[domain.Services]:
        """The services over a session of their own."""
        async with self.open_session() as session:
            yield domain.Services(session, self, self.open_analytics)


class SyncResources(sync_domain.Resources):
    """What all requests under WSGI share, and what a command uses."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.database = sync_database(settings)
        self.open_session = self.database.create_session_maker()
        self.open_analytics = analytics_sessions(settings)

    @contextmanager
    def services(self) -> Generator[sync_domain.Services]:
        """The services over a session of their own."""
        with self.open_session() as session:
            yield sync_domain.Services(session, self, self.open_analytics)


@dataclass(slots=True)
class Request:
    """A request without its body, which the two forms read differently."""

    method: str
    path: str
    """Decoded, without the prefix."""
    prefix: str
    """Of the mount; empty where there is none."""
    query_string: bytes
    headers: Mapping[str, str]
    """By names in lower case; repeated ones joined by commas."""
    strict: bool
    """Whether the layer is on."""
    exchange: Exchange = field(init=False)

    def __post_init__(self) -> None:
        self.exchange = open_exchange(self.method, self.path, self.headers)

    def parse_query(self, schema: type[QuerySchema]) -> QuerySchema:
        """The query parameters. Raises `ValidationFailed`."""
        return parsing.parse_query(schema, self.query_string)

    def conditions(self) -> Conditions:
        """The headers that choose the bytes of a download."""
        return Conditions.read(self.method, self.headers.get)

    def location(self, path: str) -> list[tuple[str, str]]:
        """The Location header with a path of this application, the prefix of a mount included."""
        return [("Location", quote(self.prefix) + path)]

    def before_body(self) -> str | None:
        """Check what needs no body. Raises `ValidationFailed` for any query first, then `UnsupportedMediaType`."""
        refuse_query(self)
        content_type = self.headers.get("content-type")
        check_media_type(content_type)
        return content_type


@dataclass(slots=True)
class AsyncRequest(Request):
    """A request under ASGI."""

    resources: AsyncResources
    chunks: Callable[[type[LikewiseError]], AsyncGenerator[bytes]]
    """The body as it arrives; raises the given error if the client leaves before its end."""

    async def parse_body(self, schema: type[InputSchema]) -> InputSchema:
        """The body. Raises the errors of `before_body`, then `ContentTooLarge`, then those of core's parser."""
        content_type = self.before_body()
        body = bytearray()
        async for chunk in self.chunks(MalformedJson):
            body += chunk
            check_body_length(len(body), self.resources.settings.json_limit)
        return parsing.parse_body(schema, bytes(body), content_type)

    def upload(self) -> Upload:
        """The file of an upload. Raises `ValidationFailed` for any query first, then `UnsupportedMediaType`."""
        refuse_query(self)
        limit = self.resources.settings.upload_limit
        return Upload(self.chunks(MalformedMultipart), self.headers.get("content-type"), limit)


@dataclass(slots=True)
class SyncRequest(Request):
    """A request under WSGI."""

    resources: SyncResources
    chunks: Callable[[type[LikewiseError]], Generator[bytes]]
    """The body as it arrives; raises the given error if the client leaves before its end."""

    def parse_body(self, schema: type[InputSchema]) -> InputSchema:
        """The body. Raises the errors of `before_body`, then `ContentTooLarge`, then those of core's parser."""
        content_type = self.before_body()
        body = bytearray()
        for chunk in self.chunks(MalformedJson):
            body += chunk
            check_body_length(len(body), self.resources.settings.json_limit)
        return parsing.parse_body(schema, bytes(body), content_type)

    def upload(self) -> SyncUpload:
        """The file of an upload. Raises `ValidationFailed` for any query first, then `UnsupportedMediaType`."""
        refuse_query(self)
        limit = self.resources.settings.upload_limit
        return SyncUpload(self.chunks(MalformedMultipart), self.headers.get("content-type"), limit)
