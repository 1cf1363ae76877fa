"""Who is calling: JWTAuth asks for a token, core decides what it is worth, a guard looks again before a write."""

from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from litestar.middleware import AuthenticationResult
from litestar.security.jwt import JWTAuth
from litestar.security.jwt.middleware import JWTAuthenticationMiddleware

from core.http.parsing import joined
from core.security import Caller
from core.settings import Settings

from .dependencies import provide_users

Connection = ASGIConnection[Any, Any, Any, Any]


class BearerMiddleware(JWTAuthenticationMiddleware):
    """JWTAuth's own takes any scheme for Bearer, and the first of several headers for all of them."""

    async def authenticate_request(self, connection: Connection) -> AuthenticationResult:
        authorization = joined(connection.headers.getall(self.auth_header, []))
        user = await self.retrieve_user_handler(authorization, connection)  # pyright: ignore[reportArgumentType] -- a header, no Token
        return AuthenticationResult(user=user, auth=authorization)


async def read_caller(authorization: str | None, connection: Connection) -> Caller:
    """The caller as their token says; it costs no statement."""
    return connection.app.state.security.tokens.read(authorization)


async def current_caller(connection: Connection, _handler: BaseRouteHandler) -> None:
    """The caller as they are now: a guard, since guards run before the query and the body are looked at."""
    state = connection.app.state
    session = state.database.provide_session(state, connection.scope)
    connection.scope["user"] = await provide_users(session, state).current(connection.user)


def authentication(settings: Settings) -> JWTAuth[Caller]:
    """JWTAuth over all operations but those marked `exclude_from_auth`."""
    return JWTAuth[Caller](
        token_secret=settings.secret.get_secret_value(),
        retrieve_user_handler=read_caller,
        authentication_middleware_class=BearerMiddleware,
        exclude_http_methods=["OPTIONS"],  # by default HEAD too, which then needs no token where GET does
    )
