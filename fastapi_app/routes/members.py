"""Members of a team: listing, adding, changing, handing over, leaving."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from core import schemas

from ..binding import StrictRoute
from ..caller import CurrentCaller, bearer_token
from ..dependencies import Id, Locate, Members, Slug
from ..problems import responses

router = APIRouter(prefix="/teams/{slug:slug}/members", tags=["members"], route_class=StrictRoute)


@router.get("", dependencies=[Depends(bearer_token)], responses=responses("list_members"))
async def list_members(
    slug: Slug, query: Annotated[schemas.MemberQuery, Query()], members: Members
) -> schemas.MemberPage:
    """Members of a team, a page at a time."""
    return await members.list_members(slug, query)


@router.post("", status_code=201, responses=responses("add_member"))
async def add_member(
    slug: Slug, data: schemas.MemberCreate, caller: CurrentCaller, members: Members, locate: Locate
) -> schemas.Member:
    """Add a user to a team, as its admin."""
    member = await members.add_member(slug, data, caller)
    locate("list_members", slug=slug)
    return member


@router.patch("/{user_id:canonical_uuid}", responses=responses("update_member"))
async def update_member(
    slug: Slug, user_id: Id, data: schemas.MemberUpdate, caller: CurrentCaller, members: Members
) -> schemas.Member:
    """Change a role, as an admin, or hand the team over, as its owner."""
    return await members.update_member(slug, user_id, data, caller)


@router.delete(
    "/{user_id:canonical_uuid}", status_code=204, response_class=Response, responses=responses("remove_member")
)
async def remove_member(slug: Slug, user_id: Id, caller: CurrentCaller, members: Members) -> None:
    """Remove a member, or leave."""
    await members.remove_member(slug, user_id, caller)
