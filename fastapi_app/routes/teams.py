"""Teams: creating, listing, reading, changing, deleting."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from core import schemas

from ..caller import CurrentCaller, read_caller
from ..dependencies import Location, RequestServices, Slug

router = APIRouter(prefix="/teams", tags=["teams"])


@router.post("", status_code=201)
async def create_team(
    data: schemas.TeamCreate, caller: CurrentCaller, services: RequestServices, location: Location
) -> schemas.TeamDetail:
    """Found a team and own it."""
    team = await services.teams.create_team(data, caller)
    location("get_team", slug=team.slug)
    return team


@router.get("", dependencies=[Depends(read_caller)])
async def list_teams(query: Annotated[schemas.TeamQuery, Query()], services: RequestServices) -> schemas.TeamPage:
    """Teams, a page at a time."""
    return await services.teams.list_teams(query)


@router.get("/{slug}", dependencies=[Depends(read_caller)])
async def get_team(slug: Slug, services: RequestServices) -> schemas.TeamDetail:
    """One team."""
    return await services.teams.get_team(slug)


@router.patch("/{slug}")
async def update_team(
    slug: Slug, data: schemas.TeamUpdate, caller: CurrentCaller, services: RequestServices
) -> schemas.TeamDetail:
    """Change a team, as its admin or a superuser."""
    return await services.teams.update_team(slug, data, caller)


@router.delete("/{slug}", status_code=204, response_class=Response)
async def delete_team(slug: Slug, caller: CurrentCaller, services: RequestServices) -> None:
    """Delete a team, as its owner or a superuser."""
    await services.teams.delete_team(slug, caller)
