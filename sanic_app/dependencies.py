"""Dependencies that handlers name by type: the services over the request's session, a body, a query, an upload.

`location` is no dependency; handlers call it.
"""

# pyright: reportUnknownMemberType=false
# Sanic leaves `url_for` without types.

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from sanic import Request
from sanic_ext import Extend
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import MalformedMultipart
from core.http import parsing
from core.http.download import Conditions
from core.http.operations import OPERATIONS
from core.http.parsing import InputSchema, QuerySchema
from core.http.upload import Upload
from core.security import Caller
from core.services import Services

from .caller import CurrentCaller, current_caller, read_caller
from .database import analytics_session, db_session
from .exchange import header, mount_of
from .strict import chunks, refuse_query


def attach(ext: Extend) -> None:
    """Register the function that creates each type; sanic-ext calls them in the order of a handler's parameters."""
    ext.add_dependency(AsyncSession, db_session)
    ext.add_dependency(Services, services)
    ext.add_dependency(Caller, read_caller)
    ext.add_dependency(CurrentCaller, current_caller)
    ext.add_dependency(Upload, upload)
    ext.add_dependency(Conditions, conditions)
    for operation in OPERATIONS:
        ext.add_dependency(operation.query, parse_query(operation.query))
        if operation.body is not None:
            ext.add_dependency(operation.body, parse_body(operation.body))


def services(request: Request, session: AsyncSession) -> Services:
    """Core's services over the session of this request: `.teams` is its `TeamService`."""
    return Services(session, request.app.ctx.resources, partial(analytics_session, request))


def parse_body(schema: type[InputSchema]) -> Callable[[Request], Awaitable[InputSchema]]:
    """A function that parses a handler's `data`. Not sanic-ext's `@validate`, which reads the body before the token."""

    async def parse(request: Request) -> InputSchema:
        await refuse_query(request)
        content_type = header(request.headers, "content-type")
        parsing.check_media_type(content_type)
        await request.receive_body()
        return parsing.parse_body(schema, request.body, content_type)

    return parse


def parse_query(schema: type[QuerySchema]) -> Callable[[Request], QuerySchema]:
    """A function that parses a handler's `query`."""

    def parse(request: Request) -> QuerySchema:
        return parsing.parse_query(schema, request.query_string.encode())

    return parse


async def upload(request: Request) -> Upload:
    """The file of an upload. Raises `ValidationFailed` for any query first, then `UnsupportedMediaType`."""
    await refuse_query(request)
    limit = request.app.ctx.resources.settings.upload_limit
    return Upload(chunks(request, MalformedMultipart), header(request.headers, "content-type"), limit)


def conditions(request: Request) -> Conditions:
    """The headers that choose the bytes of a download."""
    return Conditions.read(request.method, partial(header, request.headers))


def location(request: Request, handler: str, **parameters: Any) -> dict[str, str]:
    """The Location header with the path of a named handler, the prefix of a mount included."""
    return {"Location": f"{mount_of(request)}{request.app.url_for(handler, **parameters)}"}
