"""Members of a team: listing, adding, changing, removing."""

from uuid import UUID

from flask import Blueprint, Response, jsonify, url_for
from flask.typing import ResponseReturnValue

from core.schemas import MemberCreate, MemberQuery, MemberUpdate

from ..caller import caller, current_caller_required, token_required
from ..dependencies import parse_body, parse_query, services
from ..strict import refuse_query

blueprint = Blueprint("members", __name__, url_prefix="/teams/<slug:slug>/members")


@blueprint.get("")
@token_required
def list_members(slug: str) -> Response:
    """Members of a team, a page at a time."""
    query = parse_query(MemberQuery)
    return jsonify(services().members.list_members(slug, query))


@blueprint.post("")
@current_caller_required
def add_member(slug: str) -> ResponseReturnValue:
    """Add a user to a team, as its admin."""
    data = parse_body(MemberCreate)
    member = services().members.add_member(slug, data, caller())
    return jsonify(member), 201, {"Location": url_for(".list_members", slug=slug)}


@blueprint.patch("/<uuid:user_id>")
@current_caller_required
def update_member(slug: str, user_id: UUID) -> Response:
    """Change a role, as an admin, or hand the team over, as its owner."""
    data = parse_body(MemberUpdate)
    return jsonify(services().members.update_member(slug, user_id, data, caller()))


@blueprint.delete("/<uuid:user_id>")
@current_caller_required
def remove_member(slug: str, user_id: UUID) -> ResponseReturnValue:
    """Remove a member, or leave."""
    refuse_query()
    services().members.remove_member(slug, user_id, caller())
    return "", 204
