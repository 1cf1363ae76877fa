"""Teams: founding, reading, changing, deleting."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from core import schemas

from ..binding import StrictRoute
from ..caller import CurrentCaller, bearer_token
from ..dependencies import Locate, Slug, Teams
from ..problems import responses

router = APIRouter(prefix="/teams", tags=["teams"], route_class=StrictRoute)


@router.post("", status_code=201, responses=responses("create_team"))
async def create_team(
    data: schemas.TeamCreate, caller: CurrentCaller, teams: Teams, locate: Locate
) -> schemas.TeamDetail:
    """Found a team and own it."""
    team = await teams.create_team(data, caller)
    locate("get_team", slug=team.slug)
    return team


@router.get("", dependencies=[Depends(bearer_token)], responses=responses("list_teams"))
async def list_teams(query: Annotated[schemas.TeamQuery, Query()], teams: Teams) -> schemas.TeamPage:
    """Teams, a page at a time."""
    return await teams.list_teams(query)


@router.get("/{slug:slug}", dependencies=[Depends(bearer_token)], responses=responses("get_team"))
async def get_team(slug: Slug, teams: Teams) -> schemas.TeamDetail:
    """One team."""
    return await teams.get_team(slug)


@router.patch("/{slug:slug}", responses=responses("update_team"))
async def update_team(slug: Slug, data: schemas.TeamUpdate, caller: CurrentCaller, teams: Teams) -> schemas.TeamDetail:
    """Change a team, as its admin or a superuser."""
    return await teams.update_team(slug, data, caller)


@router.delete("/{slug:slug}", status_code=204, response_class=Response, responses=responses("delete_team"))
async def delete_team(slug: Slug, caller: CurrentCaller, teams: Teams) -> None:
    """Delete a team, as its owner or a superuser."""
    await teams.delete_team(slug, caller)
