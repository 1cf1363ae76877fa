"""The contract's strictness at Litestar's extension points; the README lists what each of them closes."""

from functools import partial
from typing import Any

from litestar import Request, Response, route
from litestar.config.app import AppConfig
from litestar.datastructures import State
from litestar.enums import HttpMethod, ScopeType
from litestar.exceptions import InternalServerException
from litestar.middleware import ASGIMiddleware
from litestar.status_codes import HTTP_204_NO_CONTENT
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from core import schemas
from core.contract.operations import allow_at
from core.contract.wire import check_declared_length, check_media_type, joined, parse_json, parse_query
from core.errors import MalformedJson, NotFound
from core.security import Caller

from .exchange import exchange_of, mount_of

# Litestar's own `get` answers HEAD with 405.
get = partial(route, http_method=[HttpMethod.GET, HttpMethod.HEAD])


async def strip_head(message: Message, scope: Scope) -> None:
    """A before_send hook: HEAD is GET without its body."""
    if message["type"] == "http.response.body" and exchange_of(scope).method == HttpMethod.HEAD:
        message["body"] = b""


class JsonRequest(Request[Caller, str | None, State]):
    """A request whose body is strict JSON; Litestar reads it only where a handler takes `data`."""

    async def body(self) -> bytes:
        """Check the media type before reading, and refuse an empty body, which Litestar takes for no `data` at all."""
        check_media_type(joined(self.headers.getall("content-type", [])))
        try:
            raw = await super().body()
        except InternalServerException:  # the client left in the middle of it
            raise MalformedJson from None
        if not raw:
            raise MalformedJson
        return raw

    async def json(self) -> dict[str, Any]:
        """Parse with core's parser."""
        return parse_json(await self.body())


class Gate(ASGIMiddleware):
    """Refuses what the router lets through: other spellings of a path, and bodies that say they are too large."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        # A trailing slash, `//`, and a UUID in capitals or braces are gone once the router has read them.
        if scope["path_template"].format(**scope["path_params"]) != exchange_of(scope).path:
            raise NotFound
        request = JsonRequest(scope)
        limit = request.route_handler.resolve_request_max_body_size()
        if limit is not None and request.method != HttpMethod.OPTIONS:
            check_declared_length(joined(request.headers.getall("content-length", [])), limit)
        await next_app(scope, receive, send)


def gate(config: AppConfig) -> AppConfig:
    """Put the gate before JWTAuth, which puts itself before all other middleware."""
    config.middleware.insert(0, Gate())
    return config


async def before_request(request: Request[Any, Any, Any]) -> Response[None] | None:
    """Answer OPTIONS; refuse a query where the handler takes none. A dependency would run after the body is read."""
    # Litestar's own OPTIONS lists the methods of one handler where a path has several.
    if request.method == HttpMethod.OPTIONS and (allow := allow_at(exchange_of(request.scope).path)):
        return Response(None, status_code=HTTP_204_NO_CONTENT, headers={"Allow": allow})
    if "parsed_query" not in request.route_handler.parsed_fn_signature.parameters:
        parse_query(schemas.Query, request.scope["query_string"])
    return None


def location(request: JsonRequest, name: str, **parameters: Any) -> str:
    """The path of a named handler, the mount's prefix included."""
    return mount_of(request.scope) + request.app.route_reverse(name, **parameters)
