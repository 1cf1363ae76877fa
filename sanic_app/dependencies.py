"""What sanic-ext gives to handlers, by the types of their parameters."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from sanic_ext import Extend
from sqlalchemy.ext.asyncio import AsyncSession

from core import schemas
from core.contract.wire import check_media_type, parse_body, parse_query
from core.security import Caller
from core.services import Security, UserService

from .binding import Request, refuse_parameters
from .caller import CurrentCaller, caller, current_caller
from .database import open_session

InputSchema = TypeVar("InputSchema", bound=schemas.Input)


def attach(ext: Extend, security: Security) -> None:
    """Register what makes each type. It makes a handler's parameters in their order: caller, then data."""
    ext.dependency(security)
    ext.add_dependency(AsyncSession, open_session)
    ext.add_dependency(UserService, users)
    ext.add_dependency(Caller, caller)
    ext.add_dependency(CurrentCaller, current_caller)
    ext.add_dependency(schemas.Login, body(schemas.Login))
    ext.add_dependency(schemas.UserCreate, body(schemas.UserCreate))
    ext.add_dependency(schemas.UserQuery, user_query)
    ext.add_dependency(schemas.UserUpdate, body(schemas.UserUpdate))


def users(session: AsyncSession, security: Security) -> UserService:
    return UserService(session, security=security)


def user_query(request: Request) -> schemas.UserQuery:
    return parse_query(schemas.UserQuery, request.query_string.encode())


def body(schema: type[InputSchema]) -> Callable[[Request], Awaitable[InputSchema]]:
    """What makes a handler's `data`. Not sanic-ext's `@validate`, which runs later, and validates laxly."""

    async def parse(request: Request) -> InputSchema:
        await refuse_parameters(request)
        content_type = request.header("content-type")
        check_media_type(content_type)
        await request.receive_body()
        return parse_body(schema, request.body, content_type)

    return parse
