"""The layer: what the contract refuses and Litestar does not, for the contract's operations. README has the rules."""

import re
from typing import Any, cast

from litestar import Request
from litestar.enums import HttpMethod, ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.response.base import ASGIResponse
from litestar.status_codes import HTTP_204_NO_CONTENT
from litestar.types import ASGIApp, HTTPScope, Message, Method, Receive, Scope, Send

from core import schemas
from core.errors import LikewiseError, MethodNotAllowed, NotFound
from core.http.body_limits import check_declared_length
from core.http.exchange import Exchange
from core.http.operations import OPERATIONS
from core.http.parsing import check_media_type, parse_json, parse_query

from .dependencies import JsonRequest
from .exchange import exchange_of, header

# The paths that the router takes for the contract's.
SHAPES = re.compile("|".join(re.sub(r"\{\w+\}", "[^/]+", each.path.replace("/", "/+")) + "/*" for each in OPERATIONS))


def hold_strictly(router: ASGIApp) -> ASGIApp:
    """Wrap the router: a path of the contract answers HEAD as GET without a body."""

    async def handle(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP and scope["method"] == "HEAD" and "GET" in exchange_of(scope).methods:
            scope["method"], send = HttpMethod.GET, without_body(scope, send)
        try:
            await router(scope, receive, send)
        finally:  # the server's own scope
            if scope["type"] == ScopeType.HTTP:
                scope["method"] = cast("Method", exchange_of(scope).method)

    return handle


def without_body(scope: HTTPScope, send: Send) -> Send:
    """Send no body. The server reads the method from the scope while it sends: to uvicorn a GET must have its body."""

    async def send_head(message: Message) -> None:
        if message["type"] == "http.response.body":
            message["body"] = b""
        scope["method"] = HttpMethod.HEAD
        await send(message)
        scope["method"] = HttpMethod.GET

    return send_head


class StrictRequest(JsonRequest):
    """A request whose body is strict JSON; Litestar reads it only where a handler takes `data`."""

    async def body(self) -> bytes:
        """Check the media type before reading."""
        check_media_type(header(self.headers, "content-type"))
        return await super().body()

    async def json(self) -> dict[str, Any]:
        """Parse with core's parser."""
        return parse_json(await self.body())


class Gate(ASGIMiddleware):
    """Checks paths and declared lengths, which the router does not, before the token."""

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        check_path(scope)
        check_length(Request(scope))
        await next_app(scope, receive, send)


def check_path(scope: Scope) -> None:
    """Raise `NotFound` for a path that the contract does not have.

    The router normalizes a trailing slash, `//`, and a UUID in capitals or braces, and takes any text for a slug.
    """
    if not exchange_of(scope).methods:
        raise NotFound


def check_length(request: Request[Any, Any, Any]) -> None:
    """Refuse a body by its declared length, before the token is read. Raises `ContentTooLarge`."""
    settings = request.app.state.likewise.resources.settings
    check_declared_length(exchange_of(request.scope).operation, header(request.headers, "content-length"), settings)


def refuse_method(exchange: Exchange) -> LikewiseError | None:
    """The error for a method that the router refuses; it does so before it has parsed the path, which may not exist."""
    if exchange.allow:
        return MethodNotAllowed(exchange.allow)
    return NotFound() if SHAPES.fullmatch(exchange.path) else None


def answer_options(allow: str) -> ASGIApp:
    """Litestar's own answer lists the methods of one handler where a path has several."""
    return ASGIResponse(status_code=HTTP_204_NO_CONTENT, headers={"Allow": allow})


def refuse_query(scope: Scope) -> None:
    """Raise `ValidationFailed` for any query."""
    parse_query(schemas.Query, scope["query_string"])


class QueryGate(ASGIMiddleware):
    """Answers OPTIONS; refuses a query where the handler takes none. Behind the token, and before the body is read."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        exchange = exchange_of(scope)
        if exchange.method == HttpMethod.OPTIONS and exchange.allow:
            next_app = answer_options(exchange.allow)
        elif "parsed_query" not in scope["route_handler"].parsed_fn_signature.parameters:
            refuse_query(scope)
        await next_app(scope, receive, send)
