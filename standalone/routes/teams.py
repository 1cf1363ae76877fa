"""Teams: creating, listing, reading, changing, deleting."""

from core import schemas

from ..caller import current_caller, read_caller
from ..dependencies import AsyncRequest
from ..responses import Response
from ..strict import refuse_query


async def create_team(request: AsyncRequest) -> Response[schemas.TeamDetail]:
    """Found a team and own it."""
    async with request.resources.services() as services:
        caller = await current_caller(request, services)
        data = await request.parse_body(schemas.TeamCreate)
        team = await services.teams.create_team(data, caller)
    return Response(team, 201, request.location(f"/teams/{team.slug}"))


async def list_teams(request: AsyncRequest) -> Response[schemas.TeamPage]:
    """Teams, a page at a time."""
    read_caller(request)
    query = request.parse_query(schemas.TeamQuery)
    async with request.resources.services() as services:
        return Response(await services.teams.list_teams(query))


async def get_team(request: AsyncRequest, slug: str) -> Response[schemas.TeamDetail]:
    """One team."""
    read_caller(request)
    refuse_query(request)
    async with request.resources.services() as services:
        return Response(await services.teams.get_team(slug))


async def update_team(request: AsyncRequest, slug: str) -> Response[schemas.TeamDetail]:
    """Change a team, as its admin or a superuser."""
    async with request.resources.services() as services:
        caller = await current_caller(request, services)
        data = await request.parse_body(schemas.TeamUpdate)
        return Response(await services.teams.update_team(slug, data, caller))


async def delete_team(request: AsyncRequest, slug: str) -> Response[None]:
    """Delete a team, as its owner or a superuser."""
    async with request.resources.services() as services:
        caller = await current_caller(request, services)
        refuse_query(request)
        await services.teams.delete_team(slug, caller)
    return Response(None, 204)
