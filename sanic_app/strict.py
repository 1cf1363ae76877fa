"""The layer: what the contract refuses and Sanic does not. The README lists the rules."""

# pyright: reportUnknownMemberType=false
# Sanic leaves headers, patterns and middleware without types.

import re
from collections.abc import AsyncGenerator
from typing import Any, cast
from urllib.parse import quote, unquote

from sanic import BadRequest, NotFound, Request, Sanic
from sanic.response import BaseHTTPResponse
from sanic.router import Router
from sanic.signals import Event
from sanic_ext.config import PRIORITY

from core import schemas
from core.errors import LikewiseError, MalformedJson
from core.http.body_limits import check_body_length, check_declared_length
from core.http.parsing import parse_query
from core.schemas.fields import CANONICAL_UUID, SLUG, parse_slug, parse_uuid

from .exchange import exchange_of, header, mount_of, open_exchange

ASCII = bytes(range(128))
TARGET = re.compile(rb"(https?://[^/?#]+)?/[!-~]*")
UNRESERVED_ESCAPE = re.compile(r"%(2[de]|3[0-9]|[46][1-9a-f]|[57][0-9a]|5f|7e)", re.IGNORECASE)


class StrictRequest(Request):
    """The `request_class`: Sanic decodes no escape in a path, and fails on some targets."""

    def __init__(self, url_bytes: bytes, *args: Any, **options: Any) -> None:
        # Sanic raises where nothing answers if a target is no path: the connection closes, or the server answers 500.
        target = quote(url_bytes, safe=ASCII).encode()
        super().__init__(target if TARGET.fullmatch(target) else b"//", *args, **options)
        open_exchange(self)

    @property
    def path(self) -> str:
        """The path below the mount, without the escapes that RFC 3986, section 6.2.2.2 calls needless."""
        path = UNRESERVED_ESCAPE.sub(lambda escape: unquote(escape[0]), super().path)
        return path.removeprefix(mount_of(self))

    async def receive_body(self) -> None:
        """Read the body, never further than its limit, which Sanic ignores under ASGI.

        Raises `ContentTooLarge`, `MalformedJson`.
        """
        if self.method in {"HEAD", "OPTIONS"}:  # Sanic itself skips the body of GET only
            return
        body = bytearray(self.body)
        async for chunk in chunks(self, MalformedJson):
            body += chunk
            check_body_length(len(body), self.app.ctx.resources.settings.json_limit)
        self.body = bytes(body)


async def chunks(request: Request, broken: type[LikewiseError]) -> AsyncGenerator[bytes]:
    """The body as it arrives. Raises `broken` for one that breaks off or is badly framed."""
    stream: Any = request.stream
    try:
        async for chunk in receive_asgi(stream) if request.app.asgi else stream:
            yield chunk
    except BadRequest:  # bad chunks; or trailers, which Sanic refuses, but then the body is whole
        if stream.request_body:
            raise broken from None


async def receive_asgi(stream: Any) -> AsyncGenerator[bytes]:
    """The chunks of Sanic's stream, which takes a client who has left for one whose body has ended."""
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


def attach(app: Sanic[Any, Any]) -> None:
    app.add_signal(check_length, Event.HTTP_ROUTING_AFTER)
    app.signal(Event.HTTP_ROUTING_AFTER, priority=PRIORITY - 1)(refuse_query)  # after sanic-ext has injected
    app.on_response(declare_length)
    app.on_response(answer_options)


async def check_length(request: Request, **_: Any) -> None:
    """Refuse a body by its declared length, before the token is read. Raises `ContentTooLarge`."""
    settings = request.app.ctx.resources.settings
    check_declared_length(exchange_of(request).operation, header(request.headers, "content-length"), settings)


async def declare_length(request: Request, response: BaseHTTPResponse) -> None:
    """Declare the length of the body, as Sanic's own server does."""
    if response.body:
        response.headers["content-length"] = len(response.body)


async def answer_options(request: Request, response: BaseHTTPResponse) -> None:
    """Sort the methods that sanic-ext answers in any order."""
    if request.method == "OPTIONS" and "allow" in response.headers:
        response.headers["allow"] = ", ".join(sorted(cast("str", response.headers["allow"]).split(",")))


async def refuse_query(request: Request, **_: Any) -> None:
    """Raise `ValidationFailed` for any query where sanic-ext has injected none."""
    if request.method != "OPTIONS" and "query" not in request.match_info:
        parse_query(schemas.Query, request.query_string.encode())
