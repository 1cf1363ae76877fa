"""Teams: creating, listing, reading, changing, deleting."""

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from core.schemas import TeamCreate, TeamQuery, TeamUpdate

from ..caller import caller, current_caller_required, token_required
from ..dependencies import parse_body, parse_query, services
from ..responses import as_json, no_content

blueprint = Blueprint("teams", __name__, url_prefix="/teams")


@blueprint.post("")
@current_caller_required
def create_team() -> ResponseReturnValue:
    """Found a team and own it."""
    data = parse_body(TeamCreate)
    team = services().teams.create_team(data, caller())
    return as_json(team), 201, {"Location": url_for(".get_team", slug=team.slug)}


@blueprint.get("")
@token_required
def list_teams() -> Response:
    """Teams, a page at a time."""
    query = parse_query(TeamQuery)
    return as_json(services().teams.list_teams(query))


@blueprint.get("/<slug:slug>")
@token_required
def get_team(slug: str) -> Response:
    """One team."""
    return as_json(services().teams.get_team(slug))


@blueprint.patch("/<slug:slug>")
@current_caller_required
def update_team(slug: str) -> Response:
    """Change a team, as its admin or a superuser."""
    data = parse_body(TeamUpdate)
    return as_json(services().teams.update_team(slug, data, caller()))


@blueprint.delete("/<slug:slug>")
@current_caller_required
def delete_team(slug: str) -> Response:
    """Delete a team, as its owner or a superuser."""
    services().teams.delete_team(slug, caller())
    return no_content()
