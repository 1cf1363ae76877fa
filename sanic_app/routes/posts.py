"""Posts: writing, reading, exporting, changing, deleting."""

from uuid import UUID

from sanic import Blueprint, HTTPResponse, empty, json

from core import schemas
from core.http.operation import NDJSON
from core.security import Caller
from core.services import PostService

from ..binding import Request
from ..caller import CurrentCaller
from ..exchange import send

blueprint = Blueprint("posts", url_prefix="/posts")


@blueprint.post("")
async def create_post(
    request: Request, caller: CurrentCaller, data: schemas.PostCreate, posts: PostService
) -> HTTPResponse:
    """Write a post."""
    post = await posts.create_post(data, caller)
    location = request.path_for("posts.get_post", post_id=post.id)
    return json(post, status=201, headers={"Location": location})


@blueprint.get("")
async def list_posts(request: Request, caller: Caller, query: schemas.PostQuery, posts: PostService) -> HTTPResponse:
    """Posts, a page at a time."""
    return json(await posts.list_posts(query))


@blueprint.get("/export")
async def export_posts(request: Request, caller: Caller, query: schemas.PostFilterQuery, posts: PostService) -> None:
    """All posts that match, oldest first, one a line."""
    await send(request, HTTPResponse(content_type=NDJSON), await posts.export_posts(query))


@blueprint.get("/<post_id:uuid>")
async def get_post(request: Request, post_id: UUID, caller: Caller, posts: PostService) -> HTTPResponse:
    """One post."""
    return json(await posts.get_post(post_id))


@blueprint.patch("/<post_id:uuid>")
async def update_post(
    request: Request, post_id: UUID, caller: CurrentCaller, data: schemas.PostUpdate, posts: PostService
) -> HTTPResponse:
    """Change one's own post, or as a superuser any."""
    return json(await posts.update_post(post_id, data, caller))


@blueprint.delete("/<post_id:uuid>", ignore_body=True)
async def delete_post(request: Request, post_id: UUID, caller: CurrentCaller, posts: PostService) -> HTTPResponse:
    """Delete one's own post, or as a superuser any."""
    await posts.delete_post(post_id, caller)
    return empty()
