"""What handlers are given; async throughout, for FastAPI runs any other dependency in a thread."""

from typing import Annotated

from fastapi import Depends, Query, Request
from sqlalchemy.ext.asyncio import AsyncSession

from core import schemas
from core.services import UserService


async def provide_session(request: Request) -> AsyncSession:
    """The request's session. Advanced Alchemy's own `provide_session` is sync: a thread for each request."""
    return request.app.state.database.get_async_session(request)


Session = Annotated[AsyncSession, Depends(provide_session)]


async def provide_users(request: Request, session: Session) -> UserService:
    """The users, on the request's session."""
    return UserService(session, security=request.app.state.security)


Users = Annotated[UserService, Depends(provide_users)]


async def no_query(query: Annotated[schemas.Query, Query()]) -> None:
    """No parameter at all: the route class gives it to each operation that declares no query of its own."""
