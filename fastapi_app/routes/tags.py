"""Tags: got by name or made, read, renamed, deleted."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from core import schemas

from ..binding import StrictRoute
from ..caller import CurrentCaller, bearer_token, current_caller
from ..dependencies import Locate, Slug, Tags
from ..problems import responses

router = APIRouter(prefix="/tags", tags=["tags"], route_class=StrictRoute)


@router.post(
    "",
    status_code=201,
    dependencies=[Depends(current_caller)],
    responses=responses("create_tag"),
)
async def create_tag(data: schemas.TagCreate, tags: Tags, locate: Locate, response: Response) -> schemas.Tag:
    """The tag of a name, made if there is none."""
    tag, made = await tags.create_tag(data)
    if made:
        locate("get_tag", slug=tag.slug)
    else:
        response.status_code = 200
    return tag


@router.get("", dependencies=[Depends(bearer_token)], responses=responses("list_tags"))
async def list_tags(query: Annotated[schemas.TagQuery, Query()], tags: Tags) -> schemas.TagPage:
    """Tags, a page at a time."""
    return await tags.list_tags(query)


@router.get("/{slug:slug}", dependencies=[Depends(bearer_token)], responses=responses("get_tag"))
async def get_tag(slug: Slug, tags: Tags) -> schemas.Tag:
    """One tag."""
    return await tags.get_tag(slug)


@router.patch("/{slug:slug}", responses=responses("update_tag"))
async def update_tag(slug: Slug, data: schemas.TagUpdate, caller: CurrentCaller, tags: Tags) -> schemas.Tag:
    """Rename a tag, as a superuser."""
    return await tags.update_tag(slug, data, caller)


@router.delete("/{slug:slug}", status_code=204, response_class=Response, responses=responses("delete_tag"))
async def delete_tag(slug: Slug, caller: CurrentCaller, tags: Tags) -> None:
    """Delete a tag and take it off everything, as a superuser."""
    await tags.delete_tag(slug, caller)
