"""What handlers are given; async throughout, for FastAPI runs any other dependency in a thread."""

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Path, Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from core import schemas
from core.analytics.configuration import AnalyticsSession
from core.http import download
from core.http.parsing import joined
from core.http.upload import Upload
from core.models import ANALYTICS
from core.schemas.fields import CANONICAL_UUID, SLUG
from core.services import (
    AnalyticsService,
    DocumentService,
    MemberService,
    PostService,
    TagService,
    TeamService,
    UserService,
)


async def provide_session(request: Request) -> AsyncSession:
    """The request's session. Advanced Alchemy's own `provide_session` is sync: a thread for each request."""
    return request.app.state.databases.get_async_session(request)


async def provide_analytics_session(request: Request) -> AnalyticsSession:
    """The request's session of the analytics database: made here, connected by core in a thread."""
    return request.app.state.databases.get_sync_session(request, ANALYTICS)


Session = Annotated[AsyncSession, Depends(provide_session)]


async def provide_users(request: Request, session: Session) -> UserService:
    """The users, on the request's session."""
    return UserService(session, security=request.app.state.security, objects=request.app.state.objects)


async def provide_posts(session: Session) -> PostService:
    """The posts, on the request's session."""
    return PostService(session)


async def provide_teams(session: Session) -> TeamService:
    """The teams, on the request's session."""
    return TeamService(session)


async def provide_members(session: Session) -> MemberService:
    """The members of teams, on the request's session."""
    return MemberService(session)


async def provide_tags(session: Session) -> TagService:
    """The tags, on the request's session."""
    return TagService(session)


async def provide_documents(request: Request, session: Session) -> DocumentService:
    """The documents, on the request's session, over the process's object store."""
    return DocumentService(session, objects=request.app.state.objects)


async def provide_analytics(
    session: Session, analytics: Annotated[AnalyticsSession, Depends(provide_analytics_session)]
) -> AnalyticsService:
    """The analytics database, and the outbox on the request's session."""
    return AnalyticsService(session, analytics=analytics)


Users = Annotated[UserService, Depends(provide_users)]
Posts = Annotated[PostService, Depends(provide_posts)]
Teams = Annotated[TeamService, Depends(provide_teams)]
Members = Annotated[MemberService, Depends(provide_members)]
Tags = Annotated[TagService, Depends(provide_tags)]
Documents = Annotated[DocumentService, Depends(provide_documents)]
Analytics = Annotated[AnalyticsService, Depends(provide_analytics)]


async def provide_locate(request: Request, response: Response) -> Callable[..., None]:
    """Sets `Location` to the path of what another handler gets, the prefix of a mount included."""

    def locate(handler: str, **parameters: Any) -> None:
        response.headers["Location"] = request.scope["root_path"] + request.app.url_path_for(handler, **parameters)

    return locate


Locate = Annotated[Callable[..., None], Depends(provide_locate)]

# Checked by the converter in the path already: the patterns are for FastAPI's document.
Id = Annotated[UUID, Path(json_schema_extra={"pattern": f"^{CANONICAL_UUID}$"})]
Slug = Annotated[str, Path(pattern=f"^{SLUG}$")]


async def no_query(query: Annotated[schemas.Query, Query()]) -> None:
    """No parameter at all: the route class gives it to each operation that declares no query of its own."""


async def provide_conditions(request: Request) -> download.Conditions:
    """The headers that choose what of a document is sent; by now the route class has turned HEAD into GET."""
    method = "HEAD" if "head_only" in request.scope else request.method
    chosen = (joined(request.headers.getlist(name)) for name in ("Range", "If-Range", "If-None-Match"))
    return download.Conditions(method, *chosen)


Conditions = Annotated[download.Conditions, Depends(provide_conditions)]


def upload_of(request: Request) -> Upload:
    """What is to read the stream of a body. Raises `UnsupportedMediaType`.

    For the handler to call: what a dependency raises is told before FastAPI tells what is wrong with the query.
    """
    content_type = joined(request.headers.getlist("Content-Type"))
    return Upload(request.stream(), content_type, request.app.state.settings.upload_limit)
