"""Posts: writing, listing, exporting, reading, changing, deleting."""

from collections.abc import AsyncGenerator
from uuid import UUID

from core import schemas
from core.http.operation import NDJSON

from ..caller import current_caller, read_caller
from ..dependencies import AsyncRequest
from ..responses import Response, stream
from ..strict import refuse_query


async def create_post(request: AsyncRequest) -> Response[schemas.Post]:
    """Write a post."""
    async with request.resources.services() as services:
        caller = await current_caller(request, services)
        data = await request.parse_body(schemas.PostCreate)
        post = await services.posts.create_post(data, caller)
    return Response(post, 201, request.location(f"/posts/{post.id}"))


async def list_posts(request: AsyncRequest) -> Response[schemas.PostPage]:
    """Posts, a page at a time."""
    read_caller(request)
    query = request.parse_query(schemas.PostQuery)
    async with request.resources.services() as services:
        return Response(await services.posts.list_posts(query))


async def export_posts(request: AsyncRequest) -> Response[AsyncGenerator[bytes]]:
    """All posts that match, oldest first, one a line."""
    read_caller(request)
    query = request.parse_query(schemas.PostFilterQuery)
    async with (
        request.resources.services() as services
    ):  # closed before the body goes out: a chunk opens it again for itself
        return stream(await services.posts.export_posts(query), NDJSON)


async def get_post(request: AsyncRequest, post_id: UUID) -> Response[schemas.Post]:
    """One post."""
    read_caller(request)
    refuse_query(request)
    async with request.resources.services() as services:
        return Response(await services.posts.get_post(post_id))


async def update_post(request: AsyncRequest, post_id: UUID) -> Response[schemas.Post]:
    """Change one's own post, or as a superuser any."""
    async with request.resources.services() as services:
        caller = await current_caller(request, services)
        data = await request.parse_body(schemas.PostUpdate)
        return Response(await services.posts.update_post(post_id, data, caller))


async def delete_post(request: AsyncRequest, post_id: UUID) -> Response[None]:
    """Delete one's own post, or as a superuser any."""
    async with request.resources.services() as services:
        caller = await current_caller(request, services)
        refuse_query(request)
        await services.posts.delete_post(post_id, caller)
    return Response(None, 204)
