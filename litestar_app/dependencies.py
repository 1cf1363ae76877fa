"""What handlers are given by name: the service over the request's session, the caller, the query of a page."""

from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from sqlalchemy.ext.asyncio import AsyncSession

from core import schemas
from core.contract.wire import parse_query
from core.security import Caller
from core.services import UserService

from .binding import JsonRequest


def provide_users(db_session: NamedDependency[AsyncSession], state: State) -> UserService:
    """The rules of users, over the session of this request."""
    return UserService(db_session, security=state.security)


def provide_caller(request: JsonRequest) -> Caller:
    """Whom the middleware read from the token, or the guard looked up."""
    return request.user


def provide_user_query(request: JsonRequest) -> schemas.UserQuery:
    """The whole query at once: Litestar's own parameters are checked one by one. Raises `ValidationFailed`."""
    return parse_query(schemas.UserQuery, request.scope["query_string"])


dependencies = {
    "caller": Provide(provide_caller, sync_to_thread=False),
    "users": Provide(provide_users, sync_to_thread=False),
}
