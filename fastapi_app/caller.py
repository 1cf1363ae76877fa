"""The caller: a security scheme reads the token, a dependency looks the caller up in the database."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.openapi.models import HTTPBearer
from fastapi.security.base import SecurityBase

from core import security

from .dependencies import Services
from .exchange import header


class BearerToken(SecurityBase):
    """FastAPI's own HTTPBearer reads the first of several headers, and takes an empty token for none."""

    def __init__(self) -> None:
        self.model = HTTPBearer(bearerFormat="JWT")
        self.scheme_name = "bearer"

    async def __call__(self, request: Request) -> security.Caller:
        """Read the token, without a statement. Raises `Unauthenticated`, `InvalidToken`."""
        return request.app.state.process.security.tokens.read(header(request.headers, "Authorization"))


read_caller = BearerToken()
Caller = Annotated[security.Caller, Depends(read_caller)]


async def current_caller(caller: Caller, services: Services) -> security.Caller:
    """Look the caller up. Raises `InvalidToken`."""
    return await services.users.current(caller)


CurrentCaller = Annotated[security.Caller, Depends(current_caller)]
