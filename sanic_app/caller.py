"""Who is calling: two types that a handler asks for, and sanic-ext makes from the token."""

from core.security import Caller
from core.services import Security, UserService

from .binding import Request


class CurrentCaller(Caller):
    """The caller as of now; a plain `Caller` is who the token remembers, and costs no statement."""


def caller(request: Request, security: Security) -> Caller:
    """Raises `Unauthenticated`, `InvalidToken`."""
    return security.tokens.read(request.header("authorization"))


async def current_caller(caller: Caller, users: UserService) -> CurrentCaller:
    """Raises `InvalidToken` for one who is gone or inactive."""
    current = await users.current(caller)
    return CurrentCaller(current.id, current.is_superuser)
