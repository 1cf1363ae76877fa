"""Members of a team: listing, adding, changing, removing."""

from uuid import UUID

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from core.schemas import MemberCreate, MemberQuery, MemberUpdate

from ..caller import caller, current_caller_required, token_required
from ..dependencies import parse_body, parse_query, services
from ..responses import as_json, no_content

blueprint = Blueprint("members", __name__, url_prefix="/teams/<slug:slug>/members")


@blueprint.get("")
@token_required
def list_members(slug: str) -> Response:
    """Members of a team, a page at a time."""
    query = parse_query(MemberQuery)
    return as_json(services().members.list_members(slug, query))


@blueprint.post("")
@current_caller_required
def add_member(slug: str) -> ResponseReturnValue:
    """Add a user to a team, as its admin."""
    data = parse_body(MemberCreate)
    member = services().members.add_member(slug, data, caller())
    return as_json(member), 201, {"Location": url_for(".list_members", slug=slug)}


@blueprint.patch("/<uuid:user_id>")
@current_caller_required
def update_member(slug: str, user_id: UUID) -> Response:
    """Change a role, as an admin, or hand the team over, as its owner."""
    data = parse_body(MemberUpdate)
    return as_json(services().members.update_member(slug, user_id, data, caller()))


@blueprint.delete("/<uuid:user_id>")
@current_caller_required
def remove_member(slug: str, user_id: UUID) -> Response:
    """Remove a member, or leave."""
    services().members.remove_member(slug, user_id, caller())
    return no_content()
