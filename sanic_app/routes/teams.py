"""Teams: creating, listing, reading, changing, deleting."""

from sanic import Blueprint, HTTPResponse, Request, empty

from core import schemas
from core.security import Caller
from core.services import Services

from ..caller import CurrentCaller
from ..dependencies import location
from ..responses import json

blueprint = Blueprint("teams", url_prefix="/teams")


@blueprint.post("")
async def create_team(
    request: Request, caller: CurrentCaller, data: schemas.TeamCreate, services: Services
) -> HTTPResponse:
    """Found a team and own it."""
    team = await services.teams.create_team(data, caller)
    return json(team, status=201, headers=location(request, "teams.get_team", slug=team.slug))


@blueprint.get("")
async def list_teams(request: Request, caller: Caller, query: schemas.TeamQuery, services: Services) -> HTTPResponse:
    """Teams, a page at a time."""
    return json(await services.teams.list_teams(query))


@blueprint.get("/<slug>")
async def get_team(request: Request, slug: str, caller: Caller, services: Services) -> HTTPResponse:
    """One team."""
    return json(await services.teams.get_team(slug))


@blueprint.patch("/<slug>")
async def update_team(
    request: Request, slug: str, caller: CurrentCaller, data: schemas.TeamUpdate, services: Services
) -> HTTPResponse:
    """Change a team, as its admin or a superuser."""
    return json(await services.teams.update_team(slug, data, caller))


@blueprint.delete("/<slug>", ignore_body=True)
async def delete_team(request: Request, slug: str, caller: CurrentCaller, services: Services) -> HTTPResponse:
    """Delete a team, as its owner or a superuser."""
    await services.teams.delete_team(slug, caller)
    return empty()
