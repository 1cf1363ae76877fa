"""Users: signing up, listing, reading, changing, deleting."""

from uuid import UUID

from sanic import Blueprint, HTTPResponse, Request, empty

from core import schemas
from core.security import Caller
from core.services import Services

from ..caller import CurrentCaller
from ..dependencies import location
from ..responses import json

blueprint = Blueprint("users", url_prefix="/users")


@blueprint.post("")
async def create_user(request: Request, data: schemas.UserCreate, services: Services) -> HTTPResponse:
    """Sign up."""
    user = await services.users.create_user(data)
    return json(user, status=201, headers=location(request, "users.get_user", user_id=user.id))


@blueprint.get("")
async def list_users(request: Request, caller: Caller, query: schemas.UserQuery, services: Services) -> HTTPResponse:
    """Users, a page at a time."""
    return json(await services.users.list_users(query))


@blueprint.get("/<user_id:uuid>")
async def get_user(request: Request, user_id: UUID, caller: Caller, services: Services) -> HTTPResponse:
    """One user."""
    return json(await services.users.get_user(user_id))


@blueprint.patch("/<user_id:uuid>")
async def update_user(
    request: Request, user_id: UUID, caller: CurrentCaller, data: schemas.UserUpdate, services: Services
) -> HTTPResponse:
    """Change oneself, or as a superuser anybody."""
    return json(await services.users.update_user(user_id, data, caller))


@blueprint.delete("/<user_id:uuid>", ignore_body=True)
async def delete_user(request: Request, user_id: UUID, caller: CurrentCaller, services: Services) -> HTTPResponse:
    """Delete oneself, or as a superuser anybody."""
    await services.users.delete_user(user_id, caller)
    return empty()
