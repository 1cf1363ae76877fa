"""Login, and the caller."""

from fastapi import APIRouter

from core import schemas

from ..caller import CurrentCaller
from ..dependencies import RequestServices

router = APIRouter(prefix="/auth", tags=["auth"])


@router.post("/login")
async def login(data: schemas.Login, services: RequestServices) -> schemas.Token:
    """Exchange email and password for a token."""
    return await services.users.login(data)


@router.get("/me")
async def get_me(caller: CurrentCaller, services: RequestServices) -> schemas.UserDetail:
    """The caller."""
    return await services.users.get_user(caller.id)
