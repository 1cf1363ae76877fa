"""Core's strict parser and the contract's rules of HTTP, at Sanic's extension points: request, router, signals."""

# pyright: reportUnknownMemberType=false
# Sanic leaves headers, patterns and middleware without types.

import re
from collections.abc import AsyncGenerator
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import quote, unquote

import sanic
from sanic import BadRequest, Config, NotFound, Sanic
from sanic.response import BaseHTTPResponse
from sanic.router import Router
from sanic.signals import Event
from sanic_ext.config import PRIORITY

from core.errors import ContentTooLarge, LikewiseError, MalformedJson
from core.http.operations import body_limit, operation_at
from core.http.parsing import check_declared_length, joined, parse_query
from core.schemas import Query
from core.schemas.fields import CANONICAL_UUID, SLUG, parse_slug, parse_uuid

from .exchange import open_exchange, stamp

Application = Sanic[Config, SimpleNamespace]

ASCII = bytes(range(128))
TARGET = re.compile(rb"(https?://[^/?#]+)?/[!-~]*")
UNRESERVED_ESCAPE = re.compile(r"%(2[de]|3[0-9]|[46][1-9a-f]|[57][0-9a]|5f|7e)", re.IGNORECASE)


class Request(sanic.Request):
    """The `request_class`: Sanic leaves every escape in a path, and under ASGI reads a body of any size."""

    def __init__(self, url_bytes: bytes, *args: Any, **options: Any) -> None:
        # What Sanic can make no path of, it raises where nobody answers: the connection closes, or the server's 500.
        target = quote(url_bytes, safe=ASCII).encode()
        super().__init__(target if TARGET.fullmatch(target) else b"//", *args, **options)
        self.ctx.exchange = open_exchange(self, self.header("x-request-id"))

    @property
    def mount(self) -> str:
        """The path that an ASGI server has the application under, of which Sanic knows nothing."""
        transport: Any = self.transport
        return transport.scope.get("root_path", "") if self.app.asgi else ""

    @property
    def path(self) -> str:
        """The path below the mount, with escapes undone that mean the same without (RFC 3986, section 6.2.2.2)."""
        return UNRESERVED_ESCAPE.sub(lambda escape: unquote(escape[0]), super().path).removeprefix(self.mount)

    def path_for(self, name: str, **parameters: Any) -> str:
        """The path of a named route, the mount included."""
        return f"{self.mount}{self.app.url_for(name, **parameters)}"

    def header(self, name: str) -> str | None:
        """A header's values as one; None when it was not sent."""
        return joined(cast("list[str]", self.headers.getall(name, [])))

    async def receive_body(self) -> None:
        """Read the body, never further than its limit. Raises `ContentTooLarge`, `MalformedJson`."""
        if self.method in {"HEAD", "OPTIONS"}:  # Sanic spares GET a body, but not what sanic-ext adds
            return
        body = bytearray(self.body)
        async for chunk in self.chunks(MalformedJson):
            body += chunk
            if len(body) > self.app.ctx.settings.json_limit:
                raise ContentTooLarge
        self.body = bytes(body)

    async def chunks(self, broken: type[LikewiseError]) -> AsyncGenerator[bytes]:
        """The body as it arrives. Raises `broken` for one that breaks off or is badly framed."""
        stream: Any = self.stream
        try:
            async for chunk in self.receive_asgi() if self.app.asgi else stream:
                yield chunk
        except BadRequest:  # broken chunks; or trailers, which Sanic refuses, but then the body is whole
            if stream.request_body:
                raise broken from None

    async def receive_asgi(self) -> AsyncGenerator[bytes]:
        """What `self.stream` yields, which takes a client who has gone for one who has said everything."""
        stream: Any = self.stream
        while stream.request_body:
            message = await stream.transport.receive()
            if message["type"] == "http.disconnect":
                raise BadRequest
            stream.request_body = message.get("more_body", False)
            yield message.get("body", b"")


class StrictRouter(Router):
    """The `router`: `uuid` means a canonical one, `slug` the contract's, and no path ends in a slash."""

    def __init__(self) -> None:
        super().__init__()
        self.register_pattern("uuid", parse_uuid, CANONICAL_UUID)
        self.register_pattern("slug", parse_slug, SLUG)

    def get(self, path: str, method: str, host: str | None) -> Any:  # pyright: ignore -- Sanic's is in an lru_cache
        # However strict, Sanic looks again without the slash, and answers 405 before it sees that nothing is there.
        if path.endswith("/") or not path.startswith("/"):
            raise NotFound
        return super().get(path, method, host)


def attach(app: Application) -> None:
    app.before_server_start(hurry, priority=PRIORITY + 1)
    app.add_signal(check_length, Event.HTTP_ROUTING_AFTER)
    app.signal(Event.HTTP_ROUTING_AFTER, priority=PRIORITY - 1)(refuse_parameters)  # once sanic-ext has injected
    app.on_response(stamp)
    app.on_response(complete)


async def hurry(app: Application) -> None:
    """Let sanic-ext add its routes as before the start: else each has Sanic compile all over, 0.3 seconds in sum."""
    app.state.is_started = False


async def check_length(request: Request, **_: Any) -> None:
    """Refuse what says it is too large, as soon as there is a route."""
    declared = request.header("content-length")
    if declared is not None and (operation := operation_at(request.method, request.path)) is not None:
        check_declared_length(declared, body_limit(operation, request.app.ctx.settings))


async def refuse_parameters(request: Request, **_: Any) -> None:
    """Refuse any query where sanic-ext, which has injected by now, found nobody who takes one."""
    if request.method != "OPTIONS" and "query" not in request.match_info:
        parse_query(Query, request.query_string.encode())


async def complete(request: Request, response: BaseHTTPResponse) -> None:
    """Say how long the body is, as Sanic's own server would, and sort what sanic-ext answers to OPTIONS."""
    if response.body:
        response.headers["content-length"] = len(response.body)
    if request.method == "OPTIONS" and "allow" in response.headers:
        response.headers["allow"] = ", ".join(sorted(cast("str", response.headers["allow"]).split(",")))
