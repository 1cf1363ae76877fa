"""Members of a team: listing, adding, changing, removing."""

from uuid import UUID

from core import schemas

from ..caller import current_caller, read_caller
from ..dependencies import AsyncRequest
from ..responses import Response
from ..strict import refuse_query


async def list_members(request: AsyncRequest, slug: str) -> Response[schemas.MemberPage]:
    """Members of a team, a page at a time."""
    read_caller(request)
    query = request.parse_query(schemas.MemberQuery)
    async with request.resources.services() as services:
        return Response(await services.members.list_members(slug, query))


async def add_member(request: AsyncRequest, slug: str) -> Response[schemas.Member]:
    """Add a user to a team, as its admin."""
    async with request.resources.services() as services:
        caller = await current_caller(request, services)
        data = await request.parse_body(schemas.MemberCreate)
        member = await services.members.add_member(slug, data, caller)
    return Response(member, 201, request.location(f"/teams/{slug}/members"))


async def update_member(request: AsyncRequest, slug: str, user_id: UUID) -> Response[schemas.Member]:
    """Change a role, as an admin, or hand the team over, as its owner."""
    async with request.resources.services() as services:
        caller = await current_caller(request, services)
        data = await request.parse_body(schemas.MemberUpdate)
        return Response(await services.members.update_member(slug, user_id, data, caller))


async def remove_member(request: AsyncRequest, slug: str, user_id: UUID) -> Response[None]:
    """Remove a member, or leave."""
    async with request.resources.services() as services:
        caller = await current_caller(request, services)
        refuse_query(request)
        await services.members.remove_member(slug, user_id, caller)
    return Response(None, 204)
