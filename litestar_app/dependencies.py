"""What handlers are given by name: the services over the request's session, the caller, the query of a page."""

from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from sqlalchemy.ext.asyncio import AsyncSession

from core import schemas
from core.analytics.configuration import AnalyticsSession
from core.http.download import Conditions
from core.http.parsing import joined, parse_query
from core.http.upload import Upload
from core.security import Caller
from core.services import (
    AnalyticsService,
    DocumentService,
    MemberService,
    PostService,
    TagService,
    TeamService,
    UserService,
)

from .binding import JsonRequest


def provide_users(db_session: NamedDependency[AsyncSession], state: State) -> UserService:
    """The rules of users, over the session of this request."""
    return UserService(db_session, security=state.security, objects=state.objects)


def provide_posts(db_session: NamedDependency[AsyncSession]) -> PostService:
    """The rules of posts."""
    return PostService(db_session)


def provide_teams(db_session: NamedDependency[AsyncSession]) -> TeamService:
    """The rules of teams."""
    return TeamService(db_session)


def provide_members(db_session: NamedDependency[AsyncSession]) -> MemberService:
    """The rules of membership."""
    return MemberService(db_session)


def provide_tags(db_session: NamedDependency[AsyncSession]) -> TagService:
    """The rules of tags."""
    return TagService(db_session)


def provide_documents(db_session: NamedDependency[AsyncSession], state: State) -> DocumentService:
    """The rules of documents, over this process's object store."""
    return DocumentService(db_session, objects=state.objects)


def provide_analytics(
    db_session: NamedDependency[AsyncSession], analytics_session: NamedDependency[AnalyticsSession]
) -> AnalyticsService:
    """The analytics database, and the outbox it is built from: a session of each."""
    return AnalyticsService(db_session, analytics=analytics_session)


def provide_caller(request: JsonRequest) -> Caller:
    """Whom the middleware read from the token, or the guard looked up."""
    return request.user


def provide_upload(request: JsonRequest, state: State) -> Upload:
    """The file of an upload. Raises `UnsupportedMediaType` before anything of it is read."""
    content_type = joined(request.headers.getall("content-type", []))
    return Upload(request.chunks(), content_type, state.settings.upload_limit)


def provide_conditions(request: JsonRequest) -> Conditions:
    """The headers that choose what of a document is sent."""
    chosen = (joined(request.headers.getall(name, [])) for name in ("range", "if-range", "if-none-match"))
    return Conditions(request.method, *chosen)


def query(schema: type[schemas.Query]) -> dict[str, Provide]:
    """The `parsed_query` of a handler, read as a whole: Litestar's own parameters are checked one by one."""

    def provide_query(request: JsonRequest) -> schemas.Query:
        return parse_query(schema, request.scope["query_string"])

    return {"parsed_query": Provide(provide_query, sync_to_thread=False)}


dependencies = {
    "caller": Provide(provide_caller, sync_to_thread=False),
    "users": Provide(provide_users, sync_to_thread=False),
    "posts": Provide(provide_posts, sync_to_thread=False),
    "teams": Provide(provide_teams, sync_to_thread=False),
    "members": Provide(provide_members, sync_to_thread=False),
    "tags": Provide(provide_tags, sync_to_thread=False),
    "documents": Provide(provide_documents, sync_to_thread=False),
    "analytics": Provide(provide_analytics, sync_to_thread=False),
    "upload": Provide(provide_upload, sync_to_thread=False),
    "conditions": Provide(provide_conditions, sync_to_thread=False),
}
