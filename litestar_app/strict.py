"""The layer: what the contract refuses and Litestar does not, for the contract's operations. README has the rules."""

import re
from typing import Any, cast

from litestar import Request, Response
from litestar.enums import HttpMethod, ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.status_codes import HTTP_204_NO_CONTENT
from litestar.types import ASGIApp, HTTPScope, Message, Method, Receive, Scope, Send

from core import schemas
from core.errors import LikewiseError, MethodNotAllowed, NotFound
from core.http.body_limits import check_declared_length
from core.http.exchange import Exchange
from core.http.operation import parameter_pattern
from core.http.operations import OPERATIONS
from core.http.parsing import check_media_type, parse_json, parse_query

from .dependencies import JsonRequest
from .exchange import exchange_of, header

# The paths that the router takes for the contract's.
SHAPES = re.compile("|".join(re.sub(r"\{\w+\}", "[^/]+", each.path.replace("/", "/+")) + "/*" for each in OPERATIONS))


def strict_layer() -> dict[str, Any]:
    """The arguments of the router that has the contract's routes."""
    return {"middleware": [Gate()], "request_class": StrictRequest, "before_request": before_request}


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
    """Raise `NotFound` for a path that is not spelled as the contract spells it."""
    # The router normalizes a trailing slash, `//`, and a UUID in capitals or braces.
    parameters = scope["path_params"]
    if scope["path_template"].format(**parameters) != scope["state"]["path"]:
        raise NotFound
    # The router takes any text for a slug.
    if not all(re.fullmatch(parameter_pattern(name), str(value)) for name, value in parameters.items()):
        raise NotFound


def check_length(request: Request[Any, Any, Any]) -> None:
    """Refuse a body by its declared length, before the token is read. Raises `ContentTooLarge`."""
    settings = request.app.state.resources.settings
    check_declared_length(exchange_of(request.scope).operation, header(request.headers, "content-length"), settings)


def refuse_method(exchange: Exchange) -> LikewiseError | None:
    """The error for a method that the router refuses; it does so before it has parsed the path, which may not exist."""
    if exchange.allow:
        return MethodNotAllowed(exchange.allow)
    return NotFound() if SHAPES.fullmatch(exchange.path) else None


async def before_request(request: Request[Any, Any, Any]) -> Response[None] | None:
    """Answer OPTIONS; refuse a query where the handler takes none. A dependency would run after the body is read."""
    if request.method == HttpMethod.OPTIONS and (allow := exchange_of(request.scope).allow):
        return answer_options(allow)
    if "parsed_query" not in request.route_handler.parsed_fn_signature.parameters:
        refuse_query(request)
    return None


def answer_options(allow: str) -> Response[None]:
    """Litestar's own answer lists the methods of one handler where a path has several."""
    return Response(None, status_code=HTTP_204_NO_CONTENT, headers={"Allow": allow})


def refuse_query(request: Request[Any, Any, Any]) -> None:
    """Raise `ValidationFailed` for any query."""
    parse_query(schemas.Query, request.scope["query_string"])
