"""What handlers ask for: a body, the services over the request's session, the caller, a query, an upload, a link."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from functools import partial
from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import InternalServerException, SerializationException
from litestar.handlers import HTTPRouteHandler

from core import schemas
from core.errors import MalformedJson, MalformedMultipart
from core.http import parsing
from core.http.download import Conditions
from core.http.upload import Upload
from core.security import Caller
from core.services import Resources, Services

from .database import AnalyticsDatabase, Database, db_session
from .exchange import exchange_of, header, mount_of


@dataclass(frozen=True)
class Parts:
    """The objects that the adapter keeps in the application's state. `likewise` is their only name there."""

    resources: Resources
    database: Database
    analytics: AnalyticsDatabase


class JsonRequest(Request[Caller, str | None, State]):
    """The `request_class`: a body that is not JSON is `MalformedJson`. An empty one means no `data` to Litestar."""

    async def body(self) -> bytes:
        try:
            raw = await super().body()
        except InternalServerException:  # the client left while it was read
            raise MalformedJson from None
        if not raw:
            raise MalformedJson
        return raw

    async def json(self) -> Any:
        try:
            return await super().json()
        except (SerializationException, UnicodeDecodeError, RecursionError):  # Litestar raises the last two uncaught
            raise MalformedJson from None


def services(request: ASGIConnection[Any, Any, Any, Any]) -> Services:
    """Core's services over the session of this request: `.teams` is its `TeamService`."""
    state, parts = request.app.state, request.app.state.likewise
    open_analytics = partial(parts.analytics.provide_session, state, request.scope)
    return Services(db_session(request), parts.resources, open_analytics)


def caller(request: Request[Caller, Any, Any]) -> Caller:
    """The caller that the middleware read from the token, or looked up."""
    return request.user


def parse_query(schema: type[schemas.Query]) -> dict[str, Provide]:
    """A handler's `parsed_query`, parsed as a whole: Litestar's own parameters ignore unknown and repeated names."""

    def provide_query(request: Request[Any, Any, Any]) -> schemas.Query:
        return parsing.parse_query(schema, request.scope["query_string"])

    return {"parsed_query": Provide(provide_query, sync_to_thread=False)}


def upload(request: Request[Any, Any, Any]) -> Upload:
    """The file of an upload. Raises `UnsupportedMediaType` before anything of it is read."""
    limit = request.app.state.likewise.resources.settings.upload_limit
    return Upload(body_of(request), header(request.headers, "content-type"), limit)


async def body_of(request: Request[Any, Any, Any]) -> AsyncGenerator[bytes]:
    """The body as it arrives. Raises `MalformedMultipart` for one that breaks off."""
    try:
        async for chunk in request.stream():
            yield chunk
    except InternalServerException:  # the client left while it was read
        raise MalformedMultipart from None


def conditions(request: Request[Any, Any, Any]) -> Conditions:
    """The headers that choose the bytes of a download."""
    return Conditions.read(exchange_of(request.scope).method, partial(header, request.headers))


def location(request: Request[Any, Any, Any], handler: HTTPRouteHandler, **parameters: Any) -> dict[str, str]:
    """The Location header with the path of a handler, the prefix of a mount included."""
    return {"Location": mount_of(request.scope) + request.app.route_reverse(handler, **parameters)}


dependencies = {
    provider.__name__: Provide(provider, sync_to_thread=False)
    for provider in (db_session, services, caller, upload, conditions)
}
