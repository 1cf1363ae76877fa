"""Teams: creating, listing, reading, changing, deleting."""

from flask import Blueprint, Response, jsonify, url_for
from flask.typing import ResponseReturnValue

from core.schemas import TeamCreate, TeamQuery, TeamUpdate

from ..caller import caller, current_caller_required, token_required
from ..dependencies import parse_body, parse_query, services
from ..strict import refuse_query

blueprint = Blueprint("teams", __name__, url_prefix="/teams")


@blueprint.post("")
@current_caller_required
def create_team() -> ResponseReturnValue:
    """Found a team and own it."""
    data = parse_body(TeamCreate)
    team = services().teams.create_team(data, caller())
    return jsonify(team), 201, {"Location": url_for(".get_team", slug=team.slug)}


@blueprint.get("")
@token_required
def list_teams() -> Response:
    """Teams, a page at a time."""
    query = parse_query(TeamQuery)
    return jsonify(services().teams.list_teams(query))


@blueprint.get("/<slug:slug>")
@token_required
def get_team(slug: str) -> Response:
    """One team."""
    refuse_query()
    return jsonify(services().teams.get_team(slug))


@blueprint.patch("/<slug:slug>")
@current_caller_required
def update_team(slug: str) -> Response:
    """Change a team, as its admin or a superuser."""
    data = parse_body(TeamUpdate)
    return jsonify(services().teams.update_team(slug, data, caller()))


@blueprint.delete("/<slug:slug>")
@current_caller_required
def delete_team(slug: str) -> ResponseReturnValue:
    """Delete a team, as its owner or a superuser."""
    refuse_query()
    services().teams.delete_team(slug, caller())
    return "", 204
