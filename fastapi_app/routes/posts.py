"""Posts: writing, listing, exporting, reading, changing, deleting."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from core import schemas
from core.http.operation import NDJSON

from ..caller import CurrentCaller, read_caller
from ..dependencies import Id, Location, RequestServices
from ..responses import stream

router = APIRouter(prefix="/posts", tags=["posts"])


@router.post("", status_code=201)
async def create_post(
    data: schemas.PostCreate, caller: CurrentCaller, services: RequestServices, location: Location
) -> schemas.Post:
    """Write a post."""
    post = await services.posts.create_post(data, caller)
    location("get_post", post_id=post.id)
    return post


@router.get("", dependencies=[Depends(read_caller)])
async def list_posts(query: Annotated[schemas.PostQuery, Query()], services: RequestServices) -> schemas.PostPage:
    """Posts, a page at a time."""
    return await services.posts.list_posts(query)


@router.get(
    "/export",
    dependencies=[Depends(read_caller)],
    response_class=Response,
)
async def export_posts(query: Annotated[schemas.PostFilterQuery, Query()], services: RequestServices) -> Response:
    """All posts that match, oldest first, one a line."""
    return stream(await services.posts.export_posts(query), NDJSON)


@router.get("/{post_id}", dependencies=[Depends(read_caller)])
async def get_post(post_id: Id, services: RequestServices) -> schemas.Post:
    """One post."""
    return await services.posts.get_post(post_id)


@router.patch("/{post_id}")
async def update_post(
    post_id: Id, data: schemas.PostUpdate, caller: CurrentCaller, services: RequestServices
) -> schemas.Post:
    """Change one's own post, or as a superuser any."""
    return await services.posts.update_post(post_id, data, caller)


@router.delete("/{post_id}", status_code=204, response_class=Response)
async def delete_post(post_id: Id, caller: CurrentCaller, services: RequestServices) -> None:
    """Delete one's own post, or as a superuser any."""
    await services.posts.delete_post(post_id, caller)
