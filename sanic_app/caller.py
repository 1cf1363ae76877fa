"""The caller: two types that a handler asks for; sanic-ext reads the token, and looks the caller up."""

from sanic import Request

from core.security import Caller
from core.services import Services

from .exchange import header


class CurrentCaller(Caller):
    """The caller as of now; a plain `Caller` is who the token says."""


def read_caller(request: Request) -> Caller:
    """Read the token, without a statement. Raises `Unauthenticated`, `InvalidToken`."""
    return request.app.ctx.likewise.resources.tokens.read(header(request.headers, "authorization"))


async def current_caller(caller: Caller, services: Services) -> CurrentCaller:
    """Look the caller up. Raises `InvalidToken`."""
    current = await services.users.current(caller)
    return CurrentCaller(current.id, current.is_superuser)
