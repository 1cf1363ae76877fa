"""Members of a team: listing, adding, changing, handing over, leaving."""

from uuid import UUID

from flask import Blueprint, Response, jsonify, url_for
from flask.typing import ResponseReturnValue

from core.schemas import MemberCreate, MemberQuery, MemberUpdate, Query

from ..caller import caller, current_caller_required, token_required
from ..dependencies import members, parse, parse_query

blueprint = Blueprint("members", __name__, url_prefix="/teams/<slug:slug>/members")


@blueprint.get("")
@token_required
def list_members(slug: str) -> Response:
    """Members of a team, a page at a time."""
    query = parse_query(MemberQuery)
    return jsonify(members().list_members(slug, query))


@blueprint.post("")
@current_caller_required
def add_member(slug: str) -> ResponseReturnValue:
    """Add a user to a team, as its admin."""
    data = parse(MemberCreate)
    member = members().add_member(slug, data, caller())
    return jsonify(member), 201, {"Location": url_for(".list_members", slug=slug)}


@blueprint.patch("/<uuid:user_id>")
@current_caller_required
def update_member(slug: str, user_id: UUID) -> Response:
    """Change a role, as an admin, or hand the team over, as its owner."""
    data = parse(MemberUpdate)
    return jsonify(members().update_member(slug, user_id, data, caller()))


@blueprint.delete("/<uuid:user_id>")
@current_caller_required
def remove_member(slug: str, user_id: UUID) -> ResponseReturnValue:
    """Remove a member, or leave."""
    parse_query(Query)
    members().remove_member(slug, user_id, caller())
    return "", 204
