"""The caller: JWTAuth reads the token of every request, a guard looks the caller up in the database."""

from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from litestar.middleware import AuthenticationResult
from litestar.security.jwt import JWTAuth
from litestar.security.jwt.middleware import JWTAuthenticationMiddleware

from core.security import Caller
from core.settings import Settings

from .dependencies import services
from .exchange import header

Connection = ASGIConnection[Any, Any, Any, Any]


class BearerMiddleware(JWTAuthenticationMiddleware):
    """JWTAuth's own takes any scheme for Bearer, and the first of several headers for all of them."""

    async def authenticate_request(self, connection: Connection) -> AuthenticationResult:
        authorization = header(connection.headers, self.auth_header)
        user = await self.retrieve_user_handler(authorization, connection)  # pyright: ignore[reportArgumentType] -- a header, no Token
        return AuthenticationResult(user=user, auth=authorization)


async def read_caller(authorization: str | None, connection: Connection) -> Caller:
    """Read the token, without a statement. Raises `Unauthenticated`, `InvalidToken`."""
    return connection.app.state.resources.tokens.read(authorization)


async def current_caller(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Look the caller up. A guard, since guards run before the query and the body. Raises `InvalidToken`."""
    connection.scope["user"] = await services(connection).users.current(connection.user)


def authentication(settings: Settings) -> JWTAuth[Caller]:
    """JWTAuth over all operations but those marked `exclude_from_auth`."""
    return JWTAuth[Caller](
        token_secret=settings.secret.get_secret_value(),  # required, but unused: `read_caller` reads tokens with core
        retrieve_user_handler=read_caller,
        authentication_middleware_class=BearerMiddleware,
        exclude_http_methods=["OPTIONS"],  # the default excludes HEAD too, which then needs no token where GET does
    )
