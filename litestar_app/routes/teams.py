"""Teams: founding, reading, changing, deleting."""

from litestar import Controller, Response, delete, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from core import schemas
from core.security import Caller
from core.services import TeamService

from ..binding import JsonRequest, get, location
from ..caller import current_caller
from ..dependencies import query


class TeamController(Controller):
    path = "/teams"
    tags = ("teams",)

    @post(guards=[current_caller])
    async def create_team(
        self,
        data: JSONBody[schemas.TeamCreate],
        caller: NamedDependency[Caller],
        teams: NamedDependency[TeamService],
        request: JsonRequest,
    ) -> Response[schemas.TeamDetail]:
        """Found a team and own it."""
        team = await teams.create_team(data, caller)
        return Response(team, headers=location(request, "get_team", slug=team.slug))

    @get(dependencies=query(schemas.TeamQuery))
    async def list_teams(
        self, parsed_query: NamedDependency[schemas.TeamQuery], teams: NamedDependency[TeamService]
    ) -> schemas.TeamPage:
        """Teams, a page at a time."""
        return await teams.list_teams(parsed_query)

    @get("/{slug:str}", name="get_team")
    async def get_team(self, slug: FromPath[str], teams: NamedDependency[TeamService]) -> schemas.TeamDetail:
        """One team."""
        return await teams.get_team(slug)

    @patch("/{slug:str}", guards=[current_caller])
    async def update_team(
        self,
        slug: FromPath[str],
        data: JSONBody[schemas.TeamUpdate],
        caller: NamedDependency[Caller],
        teams: NamedDependency[TeamService],
    ) -> schemas.TeamDetail:
        """Change a team, as its admin or a superuser."""
        return await teams.update_team(slug, data, caller)

    @delete("/{slug:str}", guards=[current_caller])
    async def delete_team(
        self, slug: FromPath[str], caller: NamedDependency[Caller], teams: NamedDependency[TeamService]
    ) -> None:
        """Delete a team, as its owner or a superuser."""
        await teams.delete_team(slug, caller)
