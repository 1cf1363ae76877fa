"""Teams."""

from core import schemas

from ..binding import AsyncRequest, Response
from ..caller import read_caller


async def create_team(request: AsyncRequest) -> Response[schemas.TeamDetail]:
    """Found a team and own it."""
    async with request.services.open() as domain:
        caller = await domain.users.current(read_caller(request))
        data = await request.parse(schemas.TeamCreate)
        team = await domain.teams.create_team(data, caller)
    return Response(team, 201, [("Location", request.url(f"/teams/{team.slug}"))])


async def list_teams(request: AsyncRequest) -> Response[schemas.TeamPage]:
    """Teams, a page at a time."""
    read_caller(request)
    query = request.query(schemas.TeamQuery)
    async with request.services.open() as domain:
        return Response(await domain.teams.list_teams(query))


async def get_team(request: AsyncRequest, slug: str) -> Response[schemas.TeamDetail]:
    """One team."""
    read_caller(request)
    request.query(schemas.Query)
    async with request.services.open() as domain:
        return Response(await domain.teams.get_team(slug))


async def update_team(request: AsyncRequest, slug: str) -> Response[schemas.TeamDetail]:
    """Change a team, as its admin or a superuser."""
    async with request.services.open() as domain:
        caller = await domain.users.current(read_caller(request))
        data = await request.parse(schemas.TeamUpdate)
        return Response(await domain.teams.update_team(slug, data, caller))


async def delete_team(request: AsyncRequest, slug: str) -> Response[None]:
    """Delete a team, as its owner or a superuser."""
    async with request.services.open() as domain:
        caller = await domain.users.current(read_caller(request))
        request.query(schemas.Query)
        await domain.teams.delete_team(slug, caller)
    return Response(None, 204)
