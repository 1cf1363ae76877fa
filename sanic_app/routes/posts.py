"""Posts: writing, listing, exporting, reading, changing, deleting."""

from uuid import UUID

from sanic import Blueprint, HTTPResponse, Request, empty

from core import schemas
from core.http.operation import NDJSON
from core.security import Caller
from core.services import Services

from ..caller import CurrentCaller
from ..dependencies import location
from ..responses import json, stream

blueprint = Blueprint("posts", url_prefix="/posts")


@blueprint.post("")
async def create_post(
    request: Request, caller: CurrentCaller, data: schemas.PostCreate, services: Services
) -> HTTPResponse:
    """Write a post."""
    post = await services.posts.create_post(data, caller)
    return json(post, status=201, headers=location(request, "posts.get_post", post_id=post.id))


@blueprint.get("")
async def list_posts(request: Request, caller: Caller, query: schemas.PostQuery, services: Services) -> HTTPResponse:
    """Posts, a page at a time."""
    return json(await services.posts.list_posts(query))


@blueprint.get("/export")
async def export_posts(request: Request, caller: Caller, query: schemas.PostFilterQuery, services: Services) -> None:
    """All posts that match, oldest first, one a line."""
    await stream(request, await services.posts.export_posts(query), HTTPResponse(content_type=NDJSON))


@blueprint.get("/<post_id:uuid>")
async def get_post(request: Request, post_id: UUID, caller: Caller, services: Services) -> HTTPResponse:
    """One post."""
    return json(await services.posts.get_post(post_id))


@blueprint.patch("/<post_id:uuid>")
async def update_post(
    request: Request, post_id: UUID, caller: CurrentCaller, data: schemas.PostUpdate, services: Services
) -> HTTPResponse:
    """Change one's own post, or as a superuser any."""
    return json(await services.posts.update_post(post_id, data, caller))


@blueprint.delete("/<post_id:uuid>", ignore_body=True)
async def delete_post(request: Request, post_id: UUID, caller: CurrentCaller, services: Services) -> HTTPResponse:
    """Delete one's own post, or as a superuser any."""
    await services.posts.delete_post(post_id, caller)
    return empty()
