"""Who is calling: two types that a handler asks for, and sanic-ext makes from the token."""

from typing import NewType

from core.security import Caller
from core.services import Security, UserService

from .binding import Request

# The caller as of now; a `Caller` is who the token remembers, and costs no statement.
CurrentCaller = NewType("CurrentCaller", Caller)


def caller(request: Request, security: Security) -> Caller:
    """Raises `Unauthenticated`, `InvalidToken`."""
    return security.tokens.read(request.header("authorization"))


async def current_caller(caller: Caller, users: UserService) -> CurrentCaller:
    """Raises `InvalidToken` for one who is gone or inactive."""
    return CurrentCaller(await users.current(caller))
