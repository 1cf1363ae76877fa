"""Members of a team: reading, adding, changing, removing."""

from uuid import UUID

from sanic import Blueprint, HTTPResponse, empty, json

from core import schemas
from core.security import Caller
from core.services import MemberService

from ..binding import Request
from ..caller import CurrentCaller

blueprint = Blueprint("members", url_prefix="/teams/<slug:slug>/members")


@blueprint.get("")
async def list_members(
    request: Request, slug: str, caller: Caller, query: schemas.MemberQuery, members: MemberService
) -> HTTPResponse:
    """Members of a team, a page at a time."""
    return json(await members.list_members(slug, query))


@blueprint.post("")
async def add_member(
    request: Request, slug: str, caller: CurrentCaller, data: schemas.MemberCreate, members: MemberService
) -> HTTPResponse:
    """Add a user to a team, as its admin."""
    member = await members.add_member(slug, data, caller)
    location = request.path_for("members.list_members", slug=slug)
    return json(member, status=201, headers={"Location": location})


@blueprint.patch("/<user_id:uuid>")
async def update_member(  # noqa: PLR0917 -- Sanic hands them over by name
    request: Request,
    slug: str,
    user_id: UUID,
    caller: CurrentCaller,
    data: schemas.MemberUpdate,
    members: MemberService,
) -> HTTPResponse:
    """Change a role, as an admin, or hand the team over, as its owner."""
    return json(await members.update_member(slug, user_id, data, caller))


@blueprint.delete("/<user_id:uuid>", ignore_body=True)
async def remove_member(
    request: Request, slug: str, user_id: UUID, caller: CurrentCaller, members: MemberService
) -> HTTPResponse:
    """Remove a member, or leave."""
    await members.remove_member(slug, user_id, caller)
    return empty()
