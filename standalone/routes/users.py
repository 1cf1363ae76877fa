"""Users."""

from uuid import UUID

from core import schemas

from ..binding import AsyncRequest, Response
from ..caller import read_caller


async def create_user(request: AsyncRequest) -> Response[schemas.User]:
    """Sign up."""
    data = await request.parse(schemas.UserCreate)
    async with request.services.open() as domain:
        user = await domain.users.create_user(data)
    return Response(user, 201, [("Location", request.url(f"/users/{user.id}"))])


async def list_users(request: AsyncRequest) -> Response[schemas.UserPage]:
    """Users, a page at a time."""
    read_caller(request)
    query = request.query(schemas.UserQuery)
    async with request.services.open() as domain:
        return Response(await domain.users.list_users(query))


async def get_user(request: AsyncRequest, user_id: UUID) -> Response[schemas.UserDetail]:
    """One user."""
    read_caller(request)
    request.query(schemas.Query)
    async with request.services.open() as domain:
        return Response(await domain.users.get_user(user_id))


async def update_user(request: AsyncRequest, user_id: UUID) -> Response[schemas.User]:
    """Change oneself, or as a superuser anybody."""
    async with request.services.open() as domain:
        caller = await domain.users.current(read_caller(request))
        data = await request.parse(schemas.UserUpdate)
        return Response(await domain.users.update_user(user_id, data, caller))


async def delete_user(request: AsyncRequest, user_id: UUID) -> Response[None]:
    """Delete oneself, or as a superuser anybody."""
    async with request.services.open() as domain:
        caller = await domain.users.current(read_caller(request))
        request.query(schemas.Query)
        await domain.users.delete_user(user_id, caller)
    return Response(None, 204)
