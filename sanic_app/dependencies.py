"""What sanic-ext gives to handlers, by the types of their parameters."""

from sqlalchemy.ext.asyncio import AsyncSession

from core import schemas
from core.security import Caller
from core.services import Security, UserService

from .binding import Application, body, query
from .caller import CurrentCaller, caller, current_caller
from .database import open_session


def add_dependencies(app: Application) -> None:
    """Register every type. A handler's parameters are made in their order: caller, then query or data."""
    app.ext.dependency(app.ctx.security)
    app.ext.add_dependency(AsyncSession, open_session)
    app.ext.add_dependency(UserService, users)
    app.ext.add_dependency(Caller, caller)
    app.ext.add_dependency(CurrentCaller, current_caller)
    app.ext.add_dependency(schemas.Login, body(schemas.Login))
    app.ext.add_dependency(schemas.UserCreate, body(schemas.UserCreate))
    app.ext.add_dependency(schemas.UserQuery, query(schemas.UserQuery))
    app.ext.add_dependency(schemas.UserUpdate, body(schemas.UserUpdate))


def users(session: AsyncSession, security: Security) -> UserService:
    return UserService(session, security=security)
