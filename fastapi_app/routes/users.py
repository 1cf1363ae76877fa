"""Users: signing up, reading, changing, leaving."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from core import schemas

from ..binding import StrictRoute
from ..caller import CurrentCaller, bearer_token
from ..dependencies import Id, Locate, Users
from ..problems import responses

router = APIRouter(prefix="/users", tags=["users"], route_class=StrictRoute)


@router.post("", status_code=201, responses=responses("create_user"))
async def create_user(data: schemas.UserCreate, users: Users, locate: Locate) -> schemas.User:
    """Sign up."""
    user = await users.create_user(data)
    locate("get_user", user_id=user.id)
    return user


@router.get("", dependencies=[Depends(bearer_token)], responses=responses("list_users"))
async def list_users(query: Annotated[schemas.UserQuery, Query()], users: Users) -> schemas.UserPage:
    """Users, a page at a time."""
    return await users.list_users(query)


@router.get("/{user_id:canonical_uuid}", dependencies=[Depends(bearer_token)], responses=responses("get_user"))
async def get_user(user_id: Id, users: Users) -> schemas.UserDetail:
    """One user."""
    return await users.get_user(user_id)


@router.patch("/{user_id:canonical_uuid}", responses=responses("update_user"))
async def update_user(user_id: Id, data: schemas.UserUpdate, caller: CurrentCaller, users: Users) -> schemas.User:
    """Change oneself, or as a superuser anybody."""
    return await users.update_user(user_id, data, caller)


@router.delete(
    "/{user_id:canonical_uuid}", status_code=204, response_class=Response, responses=responses("delete_user")
)
async def delete_user(user_id: Id, caller: CurrentCaller, users: Users) -> None:
    """Delete oneself, or as a superuser anybody."""
    await users.delete_user(user_id, caller)
