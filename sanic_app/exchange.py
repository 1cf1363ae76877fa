"""Core's exchange with every request, and its stamp on every answer."""

# pyright: reportUnknownMemberType=false
# Sanic leaves headers and middleware without types.

import re
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import quote

from sanic import BadRequest, Request, Sanic
from sanic.compat import Header
from sanic.response import BaseHTTPResponse
from sqlalchemy.ext.asyncio import AsyncSession

from core.headers import joined
from core.http.exchange import Exchange
from core.services import Resources

Finisher = Callable[[Request, BaseHTTPResponse], Awaitable[None]]
ASCII = bytes(range(128))
TARGET = re.compile(rb"(https?://[^/?#]+)?/[!-~]*")


@dataclass
class Parts:
    """The objects that the adapter keeps in the application's `ctx`. `likewise` is their only name there."""

    resources: Resources
    database: Any = None
    analytics: Any = None
    finishers: list[Finisher] = field(default_factory=list[Finisher])
    """They complete every answer, in this order."""


def attach(app: Sanic[Any, Any]) -> None:
    app.ctx.likewise.finishers += [declare_length, stamp]


class ExchangeRequest(Request):
    """The `request_class`: a request has its exchange and its session, and its path is that below the mount."""

    exchange: Exchange
    database_session: AsyncSession | None = None

    def __init__(self, url_bytes: bytes, *args: Any, **options: Any) -> None:
        # Sanic raises where nothing answers if a target is no path: the connection closes, or the server answers 500.
        target = quote(url_bytes, safe=ASCII).encode()
        super().__init__(target if TARGET.fullmatch(target) else b"//", *args, **options)
        open_exchange(self)

    @property
    def path(self) -> str:
        return super().path.removeprefix(mount_of(self))

    async def respond(self, response: BaseHTTPResponse | None = None, **options: Any) -> Any:
        """Finish each answer here: response middleware stops at the first that answers, and an error in one is lost."""
        answer = cast("Any", await super().respond(response, **options))
        if isinstance(answer, BaseHTTPResponse):  # a ResponseStream responds once more
            for finish in self.app.ctx.likewise.finishers:
                await finish(self, answer)
        return answer


def open_exchange(request: ExchangeRequest) -> None:
    """Open the exchange where a request is created; a signal would cost one more dispatch for each request."""
    request_id = header(request.headers, request.app.config.REQUEST_ID_HEADER)
    request.exchange = Exchange(request.method, request.path, request_id or str(request.id))


def exchange_of(request: Request) -> Exchange:
    """The exchange that a request belongs to."""
    return cast("ExchangeRequest", request).exchange


async def stamp(request: Request, response: BaseHTTPResponse) -> None:
    """Add the request id, `nosniff` and `no-store` to every answer, and count it."""
    cache_control = cast("str | None", response.headers.get("cache-control"))
    for name, value in exchange_of(request).headers(response.content_type, cache_control):
        response.headers[name] = value
    exchange_of(request).finish(response.status)


async def declare_length(request: Request, response: BaseHTTPResponse) -> None:
    """Declare the length of the contract's answers under ASGI too. Those of other handlers may go on after the body."""
    if response.body and (request.route is None or exchange_of(request).methods):
        response.headers["content-length"] = len(response.body)


def header(headers: Header, name: str) -> str | None:
    """A header's values as one; None if it was not sent."""
    return joined(cast("list[str]", headers.getall(name, [])))


async def body_of(request: Request) -> AsyncGenerator[bytes]:
    """The body as it arrives. Raises `BadRequest` where a client leaves; under ASGI, Sanic takes that for the end."""
    stream: Any = request.stream
    if not request.app.asgi:
        async for chunk in stream:
            yield chunk
    while request.app.asgi and stream.request_body:
        message = await stream.transport.receive()
        if message["type"] == "http.disconnect":
            raise BadRequest
        stream.request_body = message.get("more_body", False)
        yield message.get("body", b"")


def mount_of(request: Request) -> str:
    """The prefix under which an ASGI server has the application; Sanic does not know it."""
    transport: Any = request.transport
    return transport.scope.get("root_path", "") if request.app.asgi else ""
