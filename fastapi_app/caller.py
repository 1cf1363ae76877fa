"""The caller: a security scheme reads the token, a dependency looks the caller up in the database."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.openapi.models import HTTPBearer
from fastapi.security.base import SecurityBase

from core.security import Caller

from .dependencies import RequestServices
from .exchange import header


class BearerToken(SecurityBase):
    """FastAPI's own HTTPBearer reads the first of several headers, and takes an empty token for none."""

    def __init__(self) -> None:
        self.model = HTTPBearer(bearerFormat="JWT")
        self.scheme_name = "bearer"

    async def __call__(self, request: Request) -> Caller:
        """Read the token, without a statement. Raises `Unauthenticated`, `InvalidToken`."""
        return request.app.state.resources.tokens.read(header(request.headers, "Authorization"))


read_caller = BearerToken()
TokenCaller = Annotated[Caller, Depends(read_caller)]


async def current_caller(caller: TokenCaller, services: RequestServices) -> Caller:
    """Look the caller up. Raises `InvalidToken`."""
    return await services.users.current(caller)


CurrentCaller = Annotated[Caller, Depends(current_caller)]
