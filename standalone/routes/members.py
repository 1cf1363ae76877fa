"""Members of a team."""

from uuid import UUID

from core import schemas

from ..binding import AsyncRequest, Response
from ..caller import read_caller


async def list_members(request: AsyncRequest, slug: str) -> Response[schemas.MemberPage]:
    """Members of a team, a page at a time."""
    read_caller(request)
    query = request.query(schemas.MemberQuery)
    async with request.services.open() as domain:
        return Response(await domain.members.list_members(slug, query))


async def add_member(request: AsyncRequest, slug: str) -> Response[schemas.Member]:
    """Add a user to a team, as its admin."""
    async with request.services.open() as domain:
        caller = await domain.users.current(read_caller(request))
        data = await request.parse(schemas.MemberCreate)
        member = await domain.members.add_member(slug, data, caller)
    return Response(member, 201, [("Location", request.url(f"/teams/{slug}/members"))])


async def update_member(request: AsyncRequest, slug: str, user_id: UUID) -> Response[schemas.Member]:
    """Change a role, as an admin, or hand the team over, as its owner."""
    async with request.services.open() as domain:
        caller = await domain.users.current(read_caller(request))
        data = await request.parse(schemas.MemberUpdate)
        return Response(await domain.members.update_member(slug, user_id, data, caller))


async def remove_member(request: AsyncRequest, slug: str, user_id: UUID) -> Response[None]:
    """Remove a member, or leave."""
    async with request.services.open() as domain:
        caller = await domain.users.current(read_caller(request))
        request.query(schemas.Query)
        await domain.members.remove_member(slug, user_id, caller)
    return Response(None, 204)
