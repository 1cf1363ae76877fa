"""The caller: a middleware reads the token, and looks the caller up for the operations that ask for it."""

from typing import Any

from litestar.connection import ASGIConnection
from litestar.middleware import AbstractAuthenticationMiddleware, AuthenticationResult, DefineMiddleware

from core.security import Caller

from .dependencies import services
from .exchange import header

Connection = ASGIConnection[Any, Any, Any, Any]


def read_caller(connection: Connection) -> Caller:
    """Read the token, without a statement. Raises `Unauthenticated`, `InvalidToken`."""
    return connection.app.state.likewise.resources.tokens.read(header(connection.headers, "authorization"))


async def current_caller(connection: Connection) -> Caller:
    """Look the caller of the token up. Raises `InvalidToken` for one who is gone."""
    return await services(connection).users.current(read_caller(connection))


class Authentication(AbstractAuthenticationMiddleware):
    """Gives `request.user`. Middleware, since a dependency is provided after the body has been read."""

    async def authenticate_request(self, connection: Connection) -> AuthenticationResult:
        """Look the caller up where the handler says `current_caller=True`, beside `exclude_from_auth=True`."""
        current = connection.route_handler.opt.get("current_caller")
        user = await current_caller(connection) if current else read_caller(connection)
        return AuthenticationResult(user=user, auth=header(connection.headers, "authorization"))


authentication = DefineMiddleware(Authentication)
