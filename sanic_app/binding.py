"""Core's strict parser and the contract's rules of HTTP, at Sanic's extension points: request, router, signals."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, TypeVar
from urllib.parse import unquote

import sanic
from advanced_alchemy.config import SQLAlchemyAsyncConfig
from sanic import BadRequest, Config, HTTPResponse, NotFound, Sanic
from sanic.router import Router
from sqlalchemy.ext.asyncio import AsyncSession

from core import schemas
from core.contract.exchange import Exchange
from core.contract.wire import check_declared_length, check_media_type, joined, parse_body, parse_query
from core.errors import ContentTooLarge, MalformedJson
from core.schemas.fields import CANONICAL_UUID, parse_uuid
from core.services import Security
from core.settings import Settings

UNRESERVED_ESCAPE = re.compile(r"%(2[de]|3[0-9]|[46][1-9a-f]|[57][0-9a]|5f|7e)", re.IGNORECASE)

InputSchema = TypeVar("InputSchema", bound=schemas.Input)
QuerySchema = TypeVar("QuerySchema", bound=schemas.Query)


@dataclass
class Context:
    """What the application carries, as `app.ctx`."""

    settings: Settings
    security: Security
    database: SQLAlchemyAsyncConfig = field(init=False)


class RequestContext(SimpleNamespace):
    """What a request carries, as `request.ctx`."""

    exchange: Exchange
    session: AsyncSession


Application = Sanic[Config, Context]


class Request(sanic.Request[Application, RequestContext]):
    """The `request_class`: Sanic leaves every escape in a path, and under ASGI reads a body of any size."""

    @staticmethod
    def make_context() -> RequestContext:
        return RequestContext()

    @property
    def path(self) -> str:
        """The path, with escapes undone that mean the same without (RFC 3986, section 6.2.2.2)."""
        return UNRESERVED_ESCAPE.sub(lambda escape: unquote(escape[0]), super().path)

    def header(self, name: str) -> str | None:
        """A header's values as one; None when it was not sent."""
        return joined(self.headers.getall(name, []))

    async def receive_body(self) -> None:
        """Read the body, never further than its limit. Raises `ContentTooLarge`, `MalformedJson` where it breaks off."""
        if self.method in {"HEAD", "OPTIONS"}:  # Sanic spares GET and DELETE the body, but not what sanic-ext adds
            return
        body = bytearray(self.body)
        try:
            async for chunk in self.receive_asgi() if self.app.asgi else self.stream:
                body += chunk
                if len(body) > self.app.ctx.settings.json_limit:
                    raise ContentTooLarge
        except BadRequest:  # broken chunks
            raise MalformedJson from None
        self.body = bytes(body)

    async def receive_asgi(self) -> AsyncIterator[bytes]:
        """What `self.stream` would yield, which takes a client who has gone for one who has said everything."""
        while self.stream.request_body:
            message = await self.transport.receive()
            if message["type"] == "http.disconnect":
                raise MalformedJson
            self.stream.request_body = message.get("more_body", False)
            yield message.get("body", b"")


class StrictRouter(Router):
    """The `router`: `uuid` means a canonical one, and no path ends in a slash."""

    def __init__(self) -> None:
        super().__init__()
        self.register_pattern("uuid", parse_uuid, CANONICAL_UUID)

    def get(self, path: str, method: str, host: str | None) -> Any:
        # Even where slashes are strict, Sanic looks without the last one, and answers 405 before it sees its mistake.
        if path.endswith("/"):
            raise NotFound
        return super().get(path, method, host)


async def hold_signals(app: Application) -> None:
    """Before sanic-ext adds its routes: each would have Sanic compile its signals anew, a third of a second in all."""
    app.signal_router.reset()


async def release_signals(app: Application) -> None:
    """After that."""
    app.signalize(app.config.TOUCHUP)


async def check_length(request: Request, **_: Any) -> None:
    """Refuse what says it is too large, as soon as there is a route."""
    if request.method != "OPTIONS":
        check_declared_length(request.header("content-length"), request.app.ctx.settings.json_limit)


async def refuse_parameters(request: Request, **_: Any) -> None:
    """Refuse any query where sanic-ext, which has injected by now, found nobody who takes one."""
    if request.method != "OPTIONS" and "query" not in request.match_info:
        query(schemas.Query)(request)


async def complete(request: Request, response: HTTPResponse) -> None:
    """Say how long the body is, as Sanic's own server would, and sort what sanic-ext answers to OPTIONS."""
    if response.body:
        response.headers["content-length"] = len(response.body)
    if request.method == "OPTIONS" and "allow" in response.headers:
        response.headers["allow"] = ", ".join(sorted(response.headers["allow"].split(",")))


def query(schema: type[QuerySchema]) -> Callable[[Request], QuerySchema]:
    """What makes a handler's `query` for sanic-ext."""

    def parse(request: Request) -> QuerySchema:
        return parse_query(schema, request.query_string.encode())

    return parse


def body(schema: type[InputSchema]) -> Callable[[Request], Awaitable[InputSchema]]:
    """What makes a handler's `data` for sanic-ext; an operation with a body knows no query parameters."""

    async def parse(request: Request) -> InputSchema:
        query(schemas.Query)(request)
        content_type = request.header("content-type")
        check_media_type(content_type)
        await request.receive_body()
        return parse_body(schema, request.body, content_type)

    return parse
