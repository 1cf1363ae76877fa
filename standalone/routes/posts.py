"""Posts."""

from collections.abc import AsyncGenerator
from uuid import UUID

from core import schemas
from core.http.operation import NDJSON

from ..binding import AsyncRequest, Response
from ..caller import read_caller


async def create_post(request: AsyncRequest) -> Response[schemas.Post]:
    """Write a post."""
    async with request.services.open() as domain:
        caller = await domain.users.current(read_caller(request))
        data = await request.parse(schemas.PostCreate)
        post = await domain.posts.create_post(data, caller)
    return Response(post, 201, [("Location", request.url(f"/posts/{post.id}"))])


async def list_posts(request: AsyncRequest) -> Response[schemas.PostPage]:
    """Posts, a page at a time."""
    read_caller(request)
    query = request.query(schemas.PostQuery)
    async with request.services.open() as domain:
        return Response(await domain.posts.list_posts(query))


async def export_posts(request: AsyncRequest) -> Response[AsyncGenerator[bytes]]:
    """All posts that match, oldest first, one a line."""
    read_caller(request)
    query = request.query(schemas.PostFilterQuery)
    async with request.services.open() as domain:  # closed before the body goes out: a chunk opens it again for itself
        return Response(await domain.posts.export_posts(query), media_type=NDJSON)


async def get_post(request: AsyncRequest, post_id: UUID) -> Response[schemas.Post]:
    """One post."""
    read_caller(request)
    request.query(schemas.Query)
    async with request.services.open() as domain:
        return Response(await domain.posts.get_post(post_id))


async def update_post(request: AsyncRequest, post_id: UUID) -> Response[schemas.Post]:
    """Change one's own post, or as a superuser any."""
    async with request.services.open() as domain:
        caller = await domain.users.current(read_caller(request))
        data = await request.parse(schemas.PostUpdate)
        return Response(await domain.posts.update_post(post_id, data, caller))


async def delete_post(request: AsyncRequest, post_id: UUID) -> Response[None]:
    """Delete one's own post, or as a superuser any."""
    async with request.services.open() as domain:
        caller = await domain.users.current(read_caller(request))
        request.query(schemas.Query)
        await domain.posts.delete_post(post_id, caller)
    return Response(None, 204)
