"""Tags."""

from core import schemas

from ..binding import AsyncRequest, Response
from ..caller import read_caller


async def create_tag(request: AsyncRequest) -> Response[schemas.Tag]:
    """The tag of a name, made if there is none."""
    async with request.services.open() as domain:
        await domain.users.current(read_caller(request))
        tag, made = await domain.tags.create_tag(await request.parse(schemas.TagCreate))
    return Response(tag, 201, [("Location", request.url(f"/tags/{tag.slug}"))]) if made else Response(tag)


async def list_tags(request: AsyncRequest) -> Response[schemas.TagPage]:
    """Tags, a page at a time."""
    read_caller(request)
    query = request.query(schemas.TagQuery)
    async with request.services.open() as domain:
        return Response(await domain.tags.list_tags(query))


async def get_tag(request: AsyncRequest, slug: str) -> Response[schemas.Tag]:
    """One tag."""
    read_caller(request)
    request.query(schemas.Query)
    async with request.services.open() as domain:
        return Response(await domain.tags.get_tag(slug))


async def update_tag(request: AsyncRequest, slug: str) -> Response[schemas.Tag]:
    """Rename a tag, as a superuser."""
    async with request.services.open() as domain:
        caller = await domain.users.current(read_caller(request))
        data = await request.parse(schemas.TagUpdate)
        return Response(await domain.tags.update_tag(slug, data, caller))


async def delete_tag(request: AsyncRequest, slug: str) -> Response[None]:
    """Delete a tag and take it off everything, as a superuser."""
    async with request.services.open() as domain:
        caller = await domain.users.current(read_caller(request))
        request.query(schemas.Query)
        await domain.tags.delete_tag(slug, caller)
    return Response(None, 204)
