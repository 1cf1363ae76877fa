"""Users: signing up, listing, reading, changing, deleting."""

from typing import Any
from uuid import UUID

from litestar import Controller, Request, Response, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from core import schemas
from core.security import Caller
from core.services import Services

from ..dependencies import location, parse_query


class UserController(Controller):
    path = "/users"
    tags = ("users",)

    @post(exclude_from_auth=True)
    async def create_user(
        self, data: JSONBody[schemas.UserCreate], services: NamedDependency[Services], request: Request[Any, Any, Any]
    ) -> Response[schemas.User]:
        """Sign up."""
        user = await services.users.create_user(data)
        return Response(user, headers=location(request, UserController.get_user, user_id=user.id))

    @get(dependencies=parse_query(schemas.UserQuery))
    async def list_users(
        self, parsed_query: NamedDependency[schemas.UserQuery], services: NamedDependency[Services]
    ) -> schemas.UserPage:
        """Users, a page at a time."""
        return await services.users.list_users(parsed_query)

    @get("/{user_id:uuid}")
    async def get_user(self, user_id: FromPath[UUID], services: NamedDependency[Services]) -> schemas.UserDetail:
        """One user."""
        return await services.users.get_user(user_id)

    @patch("/{user_id:uuid}", current_caller=True)
    async def update_user(
        self,
        user_id: FromPath[UUID],
        data: JSONBody[schemas.UserUpdate],
        caller: NamedDependency[Caller],
        services: NamedDependency[Services],
    ) -> schemas.User:
        """Change oneself, or as a superuser anybody."""
        return await services.users.update_user(user_id, data, caller)

    @delete("/{user_id:uuid}", current_caller=True)
    async def delete_user(
        self, user_id: FromPath[UUID], caller: NamedDependency[Caller], services: NamedDependency[Services]
    ) -> None:
        """Delete oneself, or as a superuser anybody."""
        await services.users.delete_user(user_id, caller)
