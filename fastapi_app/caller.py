"""The caller: a security scheme reads the token, a dependency looks the caller up in the database."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPBearer

from core.security import Caller

from .dependencies import RequestServices
from .exchange import header


class BearerToken(HTTPBearer):
    """FastAPI's own reads the first of several headers, and takes an empty token for none."""

    # FastAPI's returns the token, and has no use for what it is.
    async def __call__(self, request: Request) -> Caller:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Read the token, without a statement. Raises `Unauthenticated`, `InvalidToken`."""
        return request.app.state.resources.tokens.read(header(request.headers, "Authorization"))


read_caller = BearerToken(bearerFormat="JWT", scheme_name="bearer")
TokenCaller = Annotated[Caller, Depends(read_caller)]


async def current_caller(caller: TokenCaller, services: RequestServices) -> Caller:
    """Look the caller up. Raises `InvalidToken`."""
    return await services.users.current(caller)


CurrentCaller = Annotated[Caller, Depends(current_caller)]
