"""Users: signing up, listing, reading, changing, deleting."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from core import schemas

from ..caller import CurrentCaller, read_caller
from ..dependencies import Id, Location, RequestServices

router = APIRouter(prefix="/users", tags=["users"])


@router.post("", status_code=201)
async def create_user(data: schemas.UserCreate, services: RequestServices, location: Location) -> schemas.User:
    """Sign up."""
    user = await services.users.create_user(data)
    location("get_user", user_id=user.id)
    return user


@router.get("", dependencies=[Depends(read_caller)])
async def list_users(query: Annotated[schemas.UserQuery, Query()], services: RequestServices) -> schemas.UserPage:
    """Users, a page at a time."""
    return await services.users.list_users(query)


@router.get("/{user_id}", dependencies=[Depends(read_caller)])
async def get_user(user_id: Id, services: RequestServices) -> schemas.UserDetail:
    """One user."""
    return await services.users.get_user(user_id)


@router.patch("/{user_id}")
async def update_user(
    user_id: Id, data: schemas.UserUpdate, caller: CurrentCaller, services: RequestServices
) -> schemas.User:
    """Change oneself, or as a superuser anybody."""
    return await services.users.update_user(user_id, data, caller)


@router.delete("/{user_id}", status_code=204, response_class=Response)
async def delete_user(user_id: Id, caller: CurrentCaller, services: RequestServices) -> None:
    """Delete oneself, or as a superuser anybody."""
    await services.users.delete_user(user_id, caller)
