"""The caller: a security scheme reads the token, a dependency looks the caller up in the database."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPBearer

from core.security import Caller

from .dependencies import RequestServices
from .exchange import header

# For FastAPI's OpenAPI document. It reads the first of several headers, and takes an empty token for none.
bearer = HTTPBearer(bearerFormat="JWT", scheme_name="bearer", auto_error=False)


async def read_caller(request: Request, _: Annotated[object, Depends(bearer)]) -> Caller:
    """Read the token, without a statement. Raises `Unauthenticated`, `InvalidToken`."""
    return request.app.state.likewise.tokens.read(header(request.headers, "Authorization"))


TokenCaller = Annotated[Caller, Depends(read_caller)]


async def current_caller(caller: TokenCaller, services: RequestServices) -> Caller:
    """Look the caller up. Raises `InvalidToken`."""
    return await services.users.current(caller)


CurrentCaller = Annotated[Caller, Depends(current_caller)]
