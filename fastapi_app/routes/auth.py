"""Logging in, and who is logged in."""

from fastapi import APIRouter

from core import schemas

from ..binding import StrictRoute
from ..caller import CurrentCaller
from ..dependencies import Users
from ..problems import responses

router = APIRouter(prefix="/auth", tags=["auth"], route_class=StrictRoute)


@router.post("/login", responses=responses("login"))
async def login(data: schemas.Login, users: Users) -> schemas.Token:
    """Exchange email and password for a token."""
    return await users.login(data)


@router.get("/me", responses=responses("get_me"))
async def get_me(caller: CurrentCaller, users: Users) -> schemas.UserDetail:
    """The caller."""
    return await users.get_user(caller.id)
