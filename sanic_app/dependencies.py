"""What sanic-ext gives to handlers, by the types of their parameters."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from sanic_ext import Extend
from sqlalchemy.ext.asyncio import AsyncSession

from core import schemas
from core.analytics.configuration import AnalyticsSession
from core.errors import MalformedMultipart
from core.http.download import Conditions
from core.http.parsing import check_media_type, parse_body, parse_query
from core.http.upload import Upload
from core.security import Caller
from core.services import (
    AnalyticsService,
    DocumentService,
    MemberService,
    Objects,
    PostService,
    Security,
    TagService,
    TeamService,
    UserService,
)

from .binding import Request, refuse_parameters
from .caller import CurrentCaller, caller, current_caller
from .database import open_analytics_session, open_session

InputSchema = TypeVar("InputSchema", bound=schemas.Input)
QuerySchema = TypeVar("QuerySchema", bound=schemas.Query)


def attach(ext: Extend, security: Security, objects: Objects) -> None:
    """Register what makes each type. It makes a handler's parameters in their order: caller, then data."""
    ext.dependency(security)
    ext.dependency(objects)
    ext.add_dependency(AsyncSession, open_session)
    ext.add_dependency(AnalyticsSession, open_analytics_session)
    ext.add_dependency(UserService, users)
    ext.add_dependency(PostService, posts)
    ext.add_dependency(TeamService, teams)
    ext.add_dependency(MemberService, members)
    ext.add_dependency(TagService, tags)
    ext.add_dependency(DocumentService, documents)
    ext.add_dependency(AnalyticsService, activity)
    ext.add_dependency(Caller, caller)
    ext.add_dependency(CurrentCaller, current_caller)
    ext.add_dependency(schemas.Login, body(schemas.Login))
    ext.add_dependency(schemas.UserCreate, body(schemas.UserCreate))
    ext.add_dependency(schemas.UserQuery, query(schemas.UserQuery))
    ext.add_dependency(schemas.UserUpdate, body(schemas.UserUpdate))
    ext.add_dependency(schemas.PostCreate, body(schemas.PostCreate))
    ext.add_dependency(schemas.PostQuery, query(schemas.PostQuery))
    ext.add_dependency(schemas.PostFilterQuery, query(schemas.PostFilterQuery))
    ext.add_dependency(schemas.PostUpdate, body(schemas.PostUpdate))
    ext.add_dependency(schemas.TeamCreate, body(schemas.TeamCreate))
    ext.add_dependency(schemas.TeamQuery, query(schemas.TeamQuery))
    ext.add_dependency(schemas.TeamUpdate, body(schemas.TeamUpdate))
    ext.add_dependency(schemas.MemberQuery, query(schemas.MemberQuery))
    ext.add_dependency(schemas.MemberCreate, body(schemas.MemberCreate))
    ext.add_dependency(schemas.MemberUpdate, body(schemas.MemberUpdate))
    ext.add_dependency(schemas.TagCreate, body(schemas.TagCreate))
    ext.add_dependency(schemas.TagQuery, query(schemas.TagQuery))
    ext.add_dependency(schemas.TagUpdate, body(schemas.TagUpdate))
    ext.add_dependency(Upload, upload)
    ext.add_dependency(schemas.DocumentQuery, query(schemas.DocumentQuery))
    ext.add_dependency(schemas.DocumentUpdate, body(schemas.DocumentUpdate))
    ext.add_dependency(Conditions, conditions)
    ext.add_dependency(schemas.ActivityQuery, query(schemas.ActivityQuery))


def users(session: AsyncSession, security: Security, objects: Objects) -> UserService:
    return UserService(session, security=security, objects=objects)


def posts(session: AsyncSession) -> PostService:
    return PostService(session)


def teams(session: AsyncSession) -> TeamService:
    return TeamService(session)


def members(session: AsyncSession) -> MemberService:
    return MemberService(session)


def tags(session: AsyncSession) -> TagService:
    return TagService(session)


def documents(session: AsyncSession, objects: Objects) -> DocumentService:
    return DocumentService(session, objects=objects)


def activity(session: AsyncSession, analytics: AnalyticsSession) -> AnalyticsService:
    return AnalyticsService(session, analytics=analytics)


async def upload(request: Request) -> Upload:
    """The file of an upload. Raises `ValidationFailed`, `UnsupportedMediaType` before anything of it is read."""
    await refuse_parameters(request)
    return Upload(
        request.chunks(MalformedMultipart), request.header("content-type"), request.app.ctx.settings.upload_limit
    )


def conditions(request: Request) -> Conditions:
    """The headers that choose what of a document is sent."""
    chosen = (request.header(name) for name in ("range", "if-range", "if-none-match"))
    return Conditions(request.method, *chosen)


def query(schema: type[QuerySchema]) -> Callable[[Request], QuerySchema]:
    """What makes a handler's `query`."""

    def parse(request: Request) -> QuerySchema:
        return parse_query(schema, request.query_string.encode())

    return parse


def body(schema: type[InputSchema]) -> Callable[[Request], Awaitable[InputSchema]]:
    """What makes a handler's `data`. Not sanic-ext's `@validate`, which runs later, and validates laxly."""

    async def parse(request: Request) -> InputSchema:
        await refuse_parameters(request)
        content_type = request.header("content-type")
        check_media_type(content_type)
        await request.receive_body()
        return parse_body(schema, request.body, content_type)

    return parse
