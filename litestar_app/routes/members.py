"""Members of a team: listing, adding, changing, removing."""

from typing import Any
from uuid import UUID

from litestar import Controller, Request, Response, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from core import schemas
from core.security import Caller
from core.services import Services

from ..dependencies import location, parse_query


class MemberController(Controller):
    path = "/teams/{slug:str}/members"
    tags = ("members",)

    @get(dependencies=parse_query(schemas.MemberQuery))
    async def list_members(
        self,
        slug: FromPath[str],
        parsed_query: NamedDependency[schemas.MemberQuery],
        services: NamedDependency[Services],
    ) -> schemas.MemberPage:
        """Members of a team, a page at a time."""
        return await services.members.list_members(slug, parsed_query)

    @post(current_caller=True)
    async def add_member(
        self,
        slug: FromPath[str],
        data: JSONBody[schemas.MemberCreate],
        caller: NamedDependency[Caller],
        services: NamedDependency[Services],
        request: Request[Any, Any, Any],
    ) -> Response[schemas.Member]:
        """Add a user to a team, as its admin."""
        return Response(
            await services.members.add_member(slug, data, caller),
            headers=location(request, MemberController.list_members, slug=slug),
        )

    @patch("/{user_id:uuid}", current_caller=True)
    async def update_member(
        self,
        slug: FromPath[str],
        user_id: FromPath[UUID],
        data: JSONBody[schemas.MemberUpdate],
        caller: NamedDependency[Caller],
        services: NamedDependency[Services],
    ) -> schemas.Member:
        """Change a role, as an admin, or hand the team over, as its owner."""
        return await services.members.update_member(slug, user_id, data, caller)

    @delete("/{user_id:uuid}", current_caller=True)
    async def remove_member(
        self,
        slug: FromPath[str],
        user_id: FromPath[UUID],
        caller: NamedDependency[Caller],
        services: NamedDependency[Services],
    ) -> None:
        """Remove a member, or leave."""
        await services.members.remove_member(slug, user_id, caller)
