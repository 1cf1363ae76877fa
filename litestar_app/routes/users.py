"""Users: signing up, reading, changing, leaving."""

from uuid import UUID

from litestar import Controller, Response, delete, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from core import schemas
from core.security import Caller
from core.services import UserService

from ..binding import JsonRequest, get, location
from ..caller import current_caller
from ..dependencies import query


class UserController(Controller):
    path = "/users"
    tags = ("users",)

    @post(exclude_from_auth=True)
    async def create_user(
        self, data: JSONBody[schemas.UserCreate], users: NamedDependency[UserService], request: JsonRequest
    ) -> Response[schemas.User]:
        """Sign up."""
        user = await users.create_user(data)
        return Response(user, headers=location(request, "get_user", user_id=user.id))

    @get(dependencies=query(schemas.UserQuery))
    async def list_users(
        self, parsed_query: NamedDependency[schemas.UserQuery], users: NamedDependency[UserService]
    ) -> schemas.UserPage:
        """Users, a page at a time."""
        return await users.list_users(parsed_query)

    @get("/{user_id:uuid}", name="get_user")
    async def get_user(self, user_id: FromPath[UUID], users: NamedDependency[UserService]) -> schemas.UserDetail:
        """One user."""
        return await users.get_user(user_id)

    @patch("/{user_id:uuid}", guards=[current_caller])
    async def update_user(
        self,
        user_id: FromPath[UUID],
        data: JSONBody[schemas.UserUpdate],
        caller: NamedDependency[Caller],
        users: NamedDependency[UserService],
    ) -> schemas.User:
        """Change oneself, or as a superuser anybody."""
        return await users.update_user(user_id, data, caller)

    @delete("/{user_id:uuid}", guards=[current_caller])
    async def delete_user(
        self, user_id: FromPath[UUID], caller: NamedDependency[Caller], users: NamedDependency[UserService]
    ) -> None:
        """Delete oneself, or as a superuser anybody."""
        await users.delete_user(user_id, caller)
