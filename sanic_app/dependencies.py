"""Dependencies that handlers name by type: the services over the request's session, a body, a query, an upload.

Handlers call `location` themselves.
"""

# pyright: reportUnknownMemberType=false
# Sanic leaves `url_for` and sanic-ext's registry without types.

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from sanic import Request, Sanic
from sanic.exceptions import BadRequest
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import MalformedJson, ValidationFailed
from core.http.body_limits import check_body_length
from core.http.download import Conditions
from core.http.faults import body_faults, query_faults
from core.http.operations import OPERATIONS
from core.http.upload import Upload
from core.security import Caller
from core.services import Services

from .caller import CurrentCaller, current_caller, read_caller
from .database import analytics_session, db_session
from .exchange import body_of, header, mount_of

Model = TypeVar("Model", bound=BaseModel)


def attach(app: Sanic[Any, Any]) -> None:
    app.before_server_start(provide)


async def provide(app: Sanic[Any, Any]) -> None:
    """Register the function that creates each type; sanic-ext calls them in the order of a handler's parameters."""
    app.ext.add_dependency(AsyncSession, db_session)
    app.ext.add_dependency(Services, services)
    app.ext.add_dependency(Caller, read_caller)
    app.ext.add_dependency(CurrentCaller, current_caller)
    app.ext.add_dependency(Upload, upload)
    app.ext.add_dependency(Conditions, conditions)
    for operation in OPERATIONS:
        app.ext.add_dependency(operation.query, parse_query(operation.query))
        if operation.body is not None:
            app.ext.add_dependency(operation.body, parse_body(operation.body))


def services(request: Request, session: AsyncSession) -> Services:
    """Core's services over the session of this request: `.teams` is its `TeamService`."""
    return Services(session, request.app.ctx.likewise.resources, partial(analytics_session, request))


def parse_body(schema: type[Model]) -> Callable[[Request], Awaitable[Model]]:
    """A function that parses a handler's `data`. Not sanic-ext's `@validate`, which makes one text of all faults."""

    async def parse(request: Request) -> Model:
        await request.receive_body()
        check_body_length(len(request.body), request.app.ctx.likewise.resources.settings.json_limit)
        try:
            return schema.model_validate(request.json)
        except BadRequest:
            raise MalformedJson from None
        except ValidationError as error:
            raise ValidationFailed(body_faults(error.errors(include_url=False, include_input=False))) from None

    return parse


def parse_query(schema: type[Model]) -> Callable[[Request], Model]:
    """A function that parses a handler's `query`."""

    def parse(request: Request) -> Model:
        try:
            return schema.model_validate(dict(request.query_args))
        except ValidationError as error:
            raise ValidationFailed(query_faults(error.errors(include_url=False, include_input=False))) from None

    return parse


def upload(request: Request) -> Upload:
    """The file of an upload. Raises `UnsupportedMediaType`."""
    limit = request.app.ctx.likewise.resources.settings.upload_limit
    return Upload(body_of(request), header(request.headers, "content-type"), limit)


def conditions(request: Request) -> Conditions:
    """The headers that choose the bytes of a download."""
    return Conditions.read(request.method, partial(header, request.headers))


def location(request: Request, handler: str, **parameters: Any) -> dict[str, str]:
    """The Location header with the path of a named handler, the prefix of a mount included."""
    return {"Location": f"{mount_of(request)}{request.app.url_for(handler, **parameters)}"}
