"""Members of a team: listing, adding, changing, removing."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from core import schemas

from ..caller import CurrentCaller, read_caller
from ..dependencies import Id, Location, RequestServices, Slug

router = APIRouter(prefix="/teams/{slug}/members", tags=["members"])


@router.get("", dependencies=[Depends(read_caller)])
async def list_members(
    slug: Slug, query: Annotated[schemas.MemberQuery, Query()], services: RequestServices
) -> schemas.MemberPage:
    """Members of a team, a page at a time."""
    return await services.members.list_members(slug, query)


@router.post("", status_code=201)
async def add_member(
    slug: Slug, data: schemas.MemberCreate, caller: CurrentCaller, services: RequestServices, location: Location
) -> schemas.Member:
    """Add a user to a team, as its admin."""
    member = await services.members.add_member(slug, data, caller)
    location("list_members", slug=slug)
    return member


@router.patch("/{user_id}")
async def update_member(
    slug: Slug, user_id: Id, data: schemas.MemberUpdate, caller: CurrentCaller, services: RequestServices
) -> schemas.Member:
    """Change a role, as an admin, or hand the team over, as its owner."""
    return await services.members.update_member(slug, user_id, data, caller)


@router.delete("/{user_id}", status_code=204, response_class=Response)
async def remove_member(slug: Slug, user_id: Id, caller: CurrentCaller, services: RequestServices) -> None:
    """Remove a member, or leave."""
    await services.members.remove_member(slug, user_id, caller)
