"""Logging in, and who one is then."""

from sanic import Blueprint, HTTPResponse, json

from core import schemas
from core.services import UserService

from ..binding import Request
from ..caller import CurrentCaller

blueprint = Blueprint("auth", url_prefix="/auth")


@blueprint.post("/login")
async def login(request: Request, data: schemas.Login, users: UserService) -> HTTPResponse:
    """Exchange email and password for a token."""
    return json(await users.login(data))


@blueprint.get("/me")
async def get_me(request: Request, caller: CurrentCaller, users: UserService) -> HTTPResponse:
    """The caller."""
    return json(await users.get_user(caller.id))
