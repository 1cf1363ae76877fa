"""Teams: creating, listing, reading, changing, deleting."""

from typing import Any

from litestar import Controller, Request, Response, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from core import schemas
from core.security import Caller
from core.services import Services

from ..dependencies import location, parse_query


class TeamController(Controller):
    path = "/teams"
    tags = ("teams",)

    @post(current_caller=True)
    async def create_team(
        self,
        data: JSONBody[schemas.TeamCreate],
        caller: NamedDependency[Caller],
        services: NamedDependency[Services],
        request: Request[Any, Any, Any],
    ) -> Response[schemas.TeamDetail]:
        """Found a team and own it."""
        team = await services.teams.create_team(data, caller)
        return Response(team, headers=location(request, TeamController.get_team, slug=team.slug))

    @get(dependencies=parse_query(schemas.TeamQuery))
    async def list_teams(
        self, parsed_query: NamedDependency[schemas.TeamQuery], services: NamedDependency[Services]
    ) -> schemas.TeamPage:
        """Teams, a page at a time."""
        return await services.teams.list_teams(parsed_query)

    @get("/{slug:str}")
    async def get_team(self, slug: FromPath[str], services: NamedDependency[Services]) -> schemas.TeamDetail:
        """One team."""
        return await services.teams.get_team(slug)

    @patch("/{slug:str}", current_caller=True)
    async def update_team(
        self,
        slug: FromPath[str],
        data: JSONBody[schemas.TeamUpdate],
        caller: NamedDependency[Caller],
        services: NamedDependency[Services],
    ) -> schemas.TeamDetail:
        """Change a team, as its admin or a superuser."""
        return await services.teams.update_team(slug, data, caller)

    @delete("/{slug:str}", current_caller=True)
    async def delete_team(
        self, slug: FromPath[str], caller: NamedDependency[Caller], services: NamedDependency[Services]
    ) -> None:
        """Delete a team, as its owner or a superuser."""
        await services.teams.delete_team(slug, caller)
