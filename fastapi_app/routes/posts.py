"""Posts: writing, reading, exporting, changing, deleting."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from core import schemas
from core.http.operation import NDJSON

from ..binding import ChunksResponse, StrictRoute
from ..caller import CurrentCaller, bearer_token
from ..dependencies import Id, Locate, Posts
from ..problems import responses

router = APIRouter(prefix="/posts", tags=["posts"], route_class=StrictRoute)


@router.post("", status_code=201, responses=responses("create_post"))
async def create_post(data: schemas.PostCreate, caller: CurrentCaller, posts: Posts, locate: Locate) -> schemas.Post:
    """Write a post."""
    post = await posts.create_post(data, caller)
    locate("get_post", post_id=post.id)
    return post


@router.get("", dependencies=[Depends(bearer_token)], responses=responses("list_posts"))
async def list_posts(query: Annotated[schemas.PostQuery, Query()], posts: Posts) -> schemas.PostPage:
    """Posts, a page at a time."""
    return await posts.list_posts(query)


@router.get(
    "/export",
    dependencies=[Depends(bearer_token)],
    response_class=Response,
    responses=responses("export_posts"),
)
async def export_posts(query: Annotated[schemas.PostFilterQuery, Query()], posts: Posts) -> ChunksResponse:
    """All posts that match, oldest first, one a line."""
    return ChunksResponse(await posts.export_posts(query), media_type=NDJSON)


@router.get("/{post_id:canonical_uuid}", dependencies=[Depends(bearer_token)], responses=responses("get_post"))
async def get_post(post_id: Id, posts: Posts) -> schemas.Post:
    """One post."""
    return await posts.get_post(post_id)


@router.patch("/{post_id:canonical_uuid}", responses=responses("update_post"))
async def update_post(post_id: Id, data: schemas.PostUpdate, caller: CurrentCaller, posts: Posts) -> schemas.Post:
    """Change one's own post, or as a superuser any."""
    return await posts.update_post(post_id, data, caller)


@router.delete(
    "/{post_id:canonical_uuid}", status_code=204, response_class=Response, responses=responses("delete_post")
)
async def delete_post(post_id: Id, caller: CurrentCaller, posts: Posts) -> None:
    """Delete one's own post, or as a superuser any."""
    await posts.delete_post(post_id, caller)
