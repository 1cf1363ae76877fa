"""Login, and the caller."""

from sanic import Blueprint, HTTPResponse, Request

from core import schemas
from core.services import Services

from ..caller import CurrentCaller
from ..responses import json

blueprint = Blueprint("auth", url_prefix="/auth")


@blueprint.post("/login")
async def login(request: Request, data: schemas.Login, services: Services) -> HTTPResponse:
    """Exchange email and password for a token."""
    return json(await services.users.login(data))


@blueprint.get("/me")
async def get_me(request: Request, caller: CurrentCaller, services: Services) -> HTTPResponse:
    """The caller."""
    return json(await services.users.get_user(caller.id))
