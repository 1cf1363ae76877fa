"""The layer: what the contract refuses and Sanic does not, for its operations alone. The README lists the rules."""

# pyright: reportUnknownMemberType=false
# Sanic leaves headers and middleware without types.

import re
from collections.abc import AsyncGenerator
from typing import Any, cast
from urllib.parse import unquote

from sanic import BadRequest, NotFound, Request, Sanic
from sanic.exceptions import MethodNotAllowed
from sanic.response import BaseHTTPResponse
from sanic.router import Router
from sanic.signals import Event
from sanic_ext.config import PRIORITY
from sanic_routing.route import Route

from core import errors, schemas
from core.http import parsing
from core.http.body_limits import check_body_length, check_declared_length
from core.http.operations import match_path, templates
from core.http.upload import Upload

from .exchange import ExchangeRequest, body_of, exchange_of, header

UNRESERVED_ESCAPE = re.compile(r"%(2[de]|3[0-9]|[46][1-9a-f]|[57][0-9a]|5f|7e)", re.IGNORECASE)


class StrictRequest(ExchangeRequest):
    """The `request_class`: Sanic decodes no escape in a path."""

    @property
    def path(self) -> str:
        """A path of the contract without the escapes that RFC 3986, section 6.2.2.2 calls needless."""
        path = super().path
        spelt = UNRESERVED_ESCAPE.sub(lambda escape: unquote(escape[0]), path) if "%" in path else path
        return spelt if spelt == path or match_path(spelt)[0] else path

    async def receive_body(self) -> None:
        """Check the query and the type, then read the body up to its limit, which Sanic ignores under ASGI."""
        operation = exchange_of(self).operation
        if self.method in {"HEAD", "OPTIONS"} and exchange_of(self).methods:  # Sanic itself skips the body of GET only
            return
        if operation is None:
            await super().receive_body()
        else:
            if operation.body is not None:
                await refuse_query(self)
                parsing.check_media_type(header(self.headers, "content-type"))
            body = bytearray(self.body)
            async for chunk in chunks(self, errors.MalformedJson):
                body += chunk
                check_body_length(len(body), self.app.ctx.likewise.resources.settings.json_limit)
            self.body = bytes(body)

    @property
    def json(self) -> Any:
        return super().json if exchange_of(self).operation is None else parsing.parse_json(self.body)

    @property
    def query_args(self) -> list[tuple[str, str]]:  # pyright: ignore -- Sanic assigns its property to a name
        if exchange_of(self).operation is None:
            return super().query_args
        return [*parsing.split_query(self.query_string.encode()).items()]


async def chunks(request: Request, broken: type[errors.LikewiseError]) -> AsyncGenerator[bytes]:
    """The body as it arrives. Raises `broken` for one that breaks off or is badly framed."""
    stream: Any = request.stream
    try:
        async for chunk in body_of(request):
            yield chunk
    except BadRequest:  # bad chunks; or trailers, which Sanic refuses, but then the body is whole
        if stream.request_body:
            raise broken from None


def is_misspelt(route: Route, path: str) -> bool:
    """Whether a path leads to a route of the contract, but is not written as the contract writes it."""
    methods = templates().get(re.sub(r"<(\w+)(:\w+)?>", r"{\1}", f"/{route.path}"))
    return methods is not None and not match_path(path)[0] and route.methods - {"HEAD", "OPTIONS"} <= methods.keys()


class StrictRouter(Router):
    """The `router`: a path that the contract does not know is a 404 for every method."""

    def get(self, path: str, method: str, host: str | None) -> Any:  # pyright: ignore -- Sanic's has a cache around it
        try:
            return super().get(path, method, host)
        except MethodNotAllowed:
            if is_misspelt(super().get(path, "OPTIONS", host)[0], path):
                raise NotFound from None
            raise


def attach(app: Sanic[Any, Any]) -> None:
    app.before_server_start(provide_upload)
    app.add_signal(check_length, Event.HTTP_ROUTING_AFTER)
    app.signal(Event.HTTP_ROUTING_AFTER, priority=PRIORITY - 1)(refuse_query)  # after sanic-ext has injected
    app.ctx.likewise.finishers.append(answer_options)


async def provide_upload(app: Sanic[Any, Any]) -> None:
    app.ext.add_dependency(Upload, strict_upload)


async def strict_upload(request: Request) -> Upload:
    """The file of an upload. Raises `ValidationFailed` for any query first, then `UnsupportedMediaType`."""
    await refuse_query(request)
    limit = request.app.ctx.likewise.resources.settings.upload_limit
    return Upload(chunks(request, errors.MalformedMultipart), header(request.headers, "content-type"), limit)


async def check_length(request: Request, route: Route, **_: Any) -> None:
    """Refuse another spelling of a path, and a body by its declared length. Raises `NotFound`, `ContentTooLarge`."""
    exchange, settings = exchange_of(request), request.app.ctx.likewise.resources.settings
    if not exchange.methods and is_misspelt(route, exchange.path):
        request.route = None
        raise NotFound
    check_declared_length(exchange.operation, header(request.headers, "content-length"), settings)


async def answer_options(request: Request, response: BaseHTTPResponse) -> None:
    """Sort the methods that sanic-ext answers in any order."""
    if request.method == "OPTIONS" and exchange_of(request).methods and "allow" in response.headers:
        response.headers["allow"] = ", ".join(sorted(cast("str", response.headers["allow"]).split(",")))


async def refuse_query(request: Request, **_: Any) -> None:
    """Refuse any query of an operation that has none. Raises `ValidationFailed`."""
    operation = exchange_of(request).operation
    if operation is not None and operation.query is schemas.Query:
        parsing.parse_query(schemas.Query, request.query_string.encode())
