"""Who is calling: a security scheme for the token, and a dependency for the caller as they are now."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.openapi.models import HTTPBearer
from fastapi.security.base import SecurityBase

from core.http.parsing import joined
from core.security import Caller as TokenCaller

from .dependencies import Users


class BearerToken(SecurityBase):
    """FastAPI's own HTTPBearer reads the first of several headers, and takes an empty token for none."""

    def __init__(self) -> None:
        self.model = HTTPBearer(bearerFormat="JWT")
        self.scheme_name = "bearer"

    async def __call__(self, request: Request) -> TokenCaller:
        """Read the token; costs no statement. Raises `Unauthenticated`, `InvalidToken`."""
        return request.app.state.security.tokens.read(joined(request.headers.getlist("Authorization")))


bearer_token = BearerToken()
Caller = Annotated[TokenCaller, Depends(bearer_token)]


async def current_caller(caller: Caller, users: Users) -> TokenCaller:
    """Look the caller up. Raises `InvalidToken` for one who is gone or inactive."""
    return await users.current(caller)


CurrentCaller = Annotated[TokenCaller, Depends(current_caller)]
