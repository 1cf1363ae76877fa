"""The contract's strictness at Litestar's extension points; the README lists what each of them closes."""

import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import partial
from typing import Any

from anyio import CancelScope
from anyio.lowlevel import checkpoint_if_cancelled
from litestar import Request, Response, route
from litestar.background_tasks import BackgroundTask
from litestar.config.app import AppConfig
from litestar.datastructures import State
from litestar.enums import HttpMethod
from litestar.exceptions import InternalServerException
from litestar.middleware import ASGIMiddleware
from litestar.response import Stream
from litestar.status_codes import HTTP_204_NO_CONTENT
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from core import schemas
from core.errors import MalformedJson, MalformedMultipart, NotFound
from core.http.download import Conditions, choose
from core.http.operation import PARAMETERS
from core.http.operations import allow_at, body_limit, operation_at
from core.http.parsing import check_declared_length, check_media_type, joined, parse_json, parse_query
from core.security import Caller
from core.services.document import Content
from core.telemetry.logs import log_uncaught

from .exchange import contract_path, exchange_of, mount_of

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

    async def chunks(self) -> AsyncGenerator[bytes]:
        """The body of an upload as it arrives; half of one is not to pass for a whole."""
        try:
            async for chunk in self.stream():
                yield chunk
        except InternalServerException:  # the client left in the middle of it
            raise MalformedMultipart from None


class Gate(ASGIMiddleware):
    """Refuses what the router lets through: other spellings of a path, and bodies that say they are too large."""

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        # A trailing slash, `//`, and a UUID in capitals or braces are gone once the router has read them.
        parameters = scope["path_params"]
        if contract_path(scope["path_template"].format(**parameters)) != exchange_of(scope).path:
            raise NotFound
        # To the router a slug is any text.
        if not all(re.fullmatch(PARAMETERS[name], str(value)) for name, value in parameters.items()):
            raise NotFound
        request = JsonRequest(scope)
        if operation := operation_at(request.method, exchange_of(scope).path):
            limit = body_limit(operation, request.app.state.settings)
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


def location(request: JsonRequest, name: str, **parameters: Any) -> dict[str, str]:
    """The header that leads to a named handler, the mount's prefix included."""
    return {"Location": mount_of(request.scope) + request.app.route_reverse(name, **parameters)}


def stream(request: JsonRequest, chunks: AsyncGenerator[bytes] | None, **head: Any) -> Stream:
    """What a generator yields as it comes; it is closed when the client has all, or left, and not run for HEAD."""
    if chunks is None or request.method == HttpMethod.HEAD:
        return Stream((), **head)
    # Not `aclose` itself: it is no coroutine function, so Litestar calls it in a thread, and awaits nothing.
    return Stream(whole(chunks), background=BackgroundTask(aclosing(chunks).__aexit__), **head)


async def download(request: JsonRequest, conditions: Conditions, content: Content) -> Stream:
    """As much of a document as the request's conditions choose. Raises `RangeNotSatisfiable`."""
    chosen = choose(conditions, content.document)
    chunks = None if chosen.bodiless else await content.read(chosen.start, chosen.stop)
    headers = dict(chosen.headers)
    if chosen.content_type is not None:
        # Not as the media type: to that of a text Litestar adds a charset.
        headers |= {"Content-Type": chosen.content_type, "Content-Length": str(chosen.stop - chosen.start)}
    return stream(request, chunks, status_code=chosen.status, headers=headers)


async def whole(chunks: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
    """Take each step to its end: when the client leaves, Stream cancels, and would cut a query in two."""
    chunk: bytes | None = b""  # sent too: of a body that ends at once, Granian declares the length
    while chunk is not None:
        yield chunk
        try:
            with CancelScope(shield=True):
                chunk = await anext(chunks, None)
        except Exception as error:
            log_uncaught(error)  # too late for a problem, and what Litestar raises from it is logged without it
            raise
        await checkpoint_if_cancelled()  # a `send` that does not wait would never notice
