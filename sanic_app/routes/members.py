"""Members of a team: listing, adding, changing, removing."""

from uuid import UUID

from sanic import Blueprint, HTTPResponse, Request, empty

from core import schemas
from core.security import Caller
from core.services import Services

from ..caller import CurrentCaller
from ..dependencies import location
from ..responses import json

blueprint = Blueprint("members", url_prefix="/teams/<slug>/members")


@blueprint.get("")
async def list_members(
    request: Request, slug: str, caller: Caller, query: schemas.MemberQuery, services: Services
) -> HTTPResponse:
    """Members of a team, a page at a time."""
    return json(await services.members.list_members(slug, query))


@blueprint.post("")
async def add_member(
    request: Request, slug: str, caller: CurrentCaller, data: schemas.MemberCreate, services: Services
) -> HTTPResponse:
    """Add a user to a team, as its admin."""
    member = await services.members.add_member(slug, data, caller)
    return json(member, status=201, headers=location(request, "members.list_members", slug=slug))


@blueprint.patch("/<user_id:uuid>")
async def update_member(  # noqa: PLR0917 -- Sanic passes them by name
    request: Request,
    slug: str,
    user_id: UUID,
    caller: CurrentCaller,
    data: schemas.MemberUpdate,
    services: Services,
) -> HTTPResponse:
    """Change a role, as an admin, or hand the team over, as its owner."""
    return json(await services.members.update_member(slug, user_id, data, caller))


@blueprint.delete("/<user_id:uuid>", ignore_body=True)
async def remove_member(
    request: Request, slug: str, user_id: UUID, caller: CurrentCaller, services: Services
) -> HTTPResponse:
    """Remove a member, or leave."""
    await services.members.remove_member(slug, user_id, caller)
    return empty()
