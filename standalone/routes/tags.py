"""Tags: creating, listing, reading, renaming, deleting."""

from core import schemas

from ..caller import current_caller, read_caller
from ..dependencies import AsyncRequest
from ..responses import Response
from ..strict import refuse_query


async def create_tag(request: AsyncRequest) -> Response[schemas.Tag]:
    """The tag of a name, made if there is none."""
    async with request.resources.services() as services:
        await current_caller(request, services)
        tag, made = await services.tags.create_tag(await request.parse_body(schemas.TagCreate))
    return Response(tag, 201, request.location(f"/tags/{tag.slug}")) if made else Response(tag)


async def list_tags(request: AsyncRequest) -> Response[schemas.TagPage]:
    """Tags, a page at a time."""
    read_caller(request)
    query = request.parse_query(schemas.TagQuery)
    async with request.resources.services() as services:
        return Response(await services.tags.list_tags(query))


async def get_tag(request: AsyncRequest, slug: str) -> Response[schemas.Tag]:
    """One tag."""
    read_caller(request)
    refuse_query(request)
    async with request.resources.services() as services:
        return Response(await services.tags.get_tag(slug))


async def update_tag(request: AsyncRequest, slug: str) -> Response[schemas.Tag]:
    """Rename a tag, as a superuser."""
    async with request.resources.services() as services:
        caller = await current_caller(request, services)
        data = await request.parse_body(schemas.TagUpdate)
        return Response(await services.tags.update_tag(slug, data, caller))


async def delete_tag(request: AsyncRequest, slug: str) -> Response[None]:
    """Delete a tag and take it off everything, as a superuser."""
    async with request.resources.services() as services:
        caller = await current_caller(request, services)
        refuse_query(request)
        await services.tags.delete_tag(slug, caller)
    return Response(None, 204)
