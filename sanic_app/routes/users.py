"""Users: signing up, reading, changing, leaving."""

from uuid import UUID

from sanic import Blueprint, HTTPResponse, empty, json

from core import schemas
from core.security import Caller
from core.services import UserService

from ..binding import Request
from ..caller import CurrentCaller

blueprint = Blueprint("users", url_prefix="/users")


@blueprint.post("")
async def create_user(request: Request, data: schemas.UserCreate, users: UserService) -> HTTPResponse:
    """Sign up."""
    user = await users.create_user(data)
    location = request.path_for("users.get_user", user_id=user.id)
    return json(user, status=201, headers={"Location": location})


@blueprint.get("")
async def list_users(request: Request, caller: Caller, query: schemas.UserQuery, users: UserService) -> HTTPResponse:
    """Users, a page at a time."""
    return json(await users.list_users(query))


@blueprint.get("/<user_id:uuid>")
async def get_user(request: Request, user_id: UUID, caller: Caller, users: UserService) -> HTTPResponse:
    """One user."""
    return json(await users.get_user(user_id))


@blueprint.patch("/<user_id:uuid>")
async def update_user(
    request: Request, user_id: UUID, caller: CurrentCaller, data: schemas.UserUpdate, users: UserService
) -> HTTPResponse:
    """Change oneself, or as a superuser anybody."""
    return json(await users.update_user(user_id, data, caller))


@blueprint.delete("/<user_id:uuid>", ignore_body=True)
async def delete_user(request: Request, user_id: UUID, caller: CurrentCaller, users: UserService) -> HTTPResponse:
    """Delete oneself, or as a superuser anybody."""
    await users.delete_user(user_id, caller)
    return empty()
