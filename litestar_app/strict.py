"""The layer: what the contract refuses and Litestar does not. The README lists the rules."""

import re
from collections.abc import AsyncGenerator
from functools import partial
from typing import Any

from litestar import Request, Response, route
from litestar.config.app import AppConfig
from litestar.datastructures import State
from litestar.enums import HttpMethod
from litestar.exceptions import InternalServerException
from litestar.middleware import ASGIMiddleware
from litestar.status_codes import HTTP_204_NO_CONTENT
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from core import schemas
from core.errors import LikewiseError, MalformedJson, NotFound
from core.http.body_limits import check_declared_length
from core.http.operation import parameter_pattern
from core.http.parsing import check_media_type, parse_json, parse_query
from core.security import Caller

from .exchange import exchange_of, header

# Litestar's own `get` answers HEAD with 405.
get = partial(route, http_method=[HttpMethod.GET, HttpMethod.HEAD])


async def strip_head(message: Message, scope: Scope) -> None:
    """A before_send hook: the answer to HEAD has no body."""
    if message["type"] == "http.response.body" and exchange_of(scope).method == HttpMethod.HEAD:
        message["body"] = b""


class StrictRequest(Request[Caller, str | None, State]):
    """A request whose body is strict JSON; Litestar reads it only where a handler takes `data`."""

    async def body(self) -> bytes:
        """Check the media type before reading, and refuse an empty body, which means no `data` to Litestar."""
        check_media_type(header(self.headers, "content-type"))
        try:
            raw = await super().body()
        except InternalServerException:  # the client left while it was read
            raise MalformedJson from None
        if not raw:
            raise MalformedJson
        return raw

    async def json(self) -> dict[str, Any]:
        """Parse with core's parser."""
        return parse_json(await self.body())


async def chunks(request: Request[Any, Any, Any], broken: type[LikewiseError]) -> AsyncGenerator[bytes]:
    """The body as it arrives. Raises `broken` for one that breaks off."""
    try:
        async for chunk in request.stream():
            yield chunk
    except InternalServerException:  # the client left while it was read
        raise broken from None


class Gate(ASGIMiddleware):
    """Checks paths and declared lengths, which the router does not."""

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        check_path(scope)
        check_length(Request(scope))
        await next_app(scope, receive, send)


def add_gate(config: AppConfig) -> AppConfig:
    """Put the gate before JWTAuth, which puts itself before all other middleware."""
    config.middleware.insert(0, Gate())
    return config


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
