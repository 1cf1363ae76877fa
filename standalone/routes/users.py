"""Users: signing up, listing, reading, changing, deleting."""

from uuid import UUID

from core import schemas

from ..caller import current_caller, read_caller
from ..dependencies import AsyncRequest
from ..responses import Response
from ..strict import refuse_query


async def create_user(request: AsyncRequest) -> Response[schemas.User]:
    """Sign up."""
    data = await request.parse_body(schemas.UserCreate)
    async with request.resources.services() as services:
        user = await services.users.create_user(data)
    return Response(user, 201, request.location(f"/users/{user.id}"))


async def list_users(request: AsyncRequest) -> Response[schemas.UserPage]:
    """Users, a page at a time."""
    read_caller(request)
    query = request.parse_query(schemas.UserQuery)
    async with request.resources.services() as services:
        return Response(await services.users.list_users(query))


async def get_user(request: AsyncRequest, user_id: UUID) -> Response[schemas.UserDetail]:
    """One user."""
    read_caller(request)
    refuse_query(request)
    async with request.resources.services() as services:
        return Response(await services.users.get_user(user_id))


async def update_user(request: AsyncRequest, user_id: UUID) -> Response[schemas.User]:
    """Change oneself, or as a superuser anybody."""
    async with request.resources.services() as services:
        caller = await current_caller(request, services)
        data = await request.parse_body(schemas.UserUpdate)
        return Response(await services.users.update_user(user_id, data, caller))


async def delete_user(request: AsyncRequest, user_id: UUID) -> Response[None]:
    """Delete oneself, or as a superuser anybody."""
    async with request.resources.services() as services:
        caller = await current_caller(request, services)
        refuse_query(request)
        await services.users.delete_user(user_id, caller)
    return Response(None, 204)
