"""Teams: founding, reading, changing, deleting."""

from sanic import Blueprint, HTTPResponse, empty, json

from core import schemas
from core.security import Caller
from core.services import TeamService

from ..binding import Request
from ..caller import CurrentCaller

blueprint = Blueprint("teams", url_prefix="/teams")


@blueprint.post("")
async def create_team(
    request: Request, caller: CurrentCaller, data: schemas.TeamCreate, teams: TeamService
) -> HTTPResponse:
    """Found a team and own it."""
    team = await teams.create_team(data, caller)
    location = request.path_for("teams.get_team", slug=team.slug)
    return json(team, status=201, headers={"Location": location})


@blueprint.get("")
async def list_teams(request: Request, caller: Caller, query: schemas.TeamQuery, teams: TeamService) -> HTTPResponse:
    """Teams, a page at a time."""
    return json(await teams.list_teams(query))


@blueprint.get("/<slug:slug>")
async def get_team(request: Request, slug: str, caller: Caller, teams: TeamService) -> HTTPResponse:
    """One team."""
    return json(await teams.get_team(slug))


@blueprint.patch("/<slug:slug>")
async def update_team(
    request: Request, slug: str, caller: CurrentCaller, data: schemas.TeamUpdate, teams: TeamService
) -> HTTPResponse:
    """Change a team, as its admin or a superuser."""
    return json(await teams.update_team(slug, data, caller))


@blueprint.delete("/<slug:slug>", ignore_body=True)
async def delete_team(request: Request, slug: str, caller: CurrentCaller, teams: TeamService) -> HTTPResponse:
    """Delete a team, as its owner or a superuser."""
    await teams.delete_team(slug, caller)
    return empty()
