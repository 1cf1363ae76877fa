"""Tags: creating, listing, reading, renaming, deleting."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from core import schemas

from ..caller import CurrentCaller, current_caller, read_caller
from ..dependencies import Location, RequestServices, Slug

router = APIRouter(prefix="/tags", tags=["tags"])


@router.post(
    "",
    status_code=201,
    dependencies=[Depends(current_caller)],
)
async def create_tag(
    data: schemas.TagCreate, services: RequestServices, location: Location, response: Response
) -> schemas.Tag:
    """The tag of a name, made if there is none."""
    tag, made = await services.tags.create_tag(data)
    if made:
        location("get_tag", slug=tag.slug)
    else:
        response.status_code = 200
    return tag


@router.get("", dependencies=[Depends(read_caller)])
async def list_tags(query: Annotated[schemas.TagQuery, Query()], services: RequestServices) -> schemas.TagPage:
    """Tags, a page at a time."""
    return await services.tags.list_tags(query)


@router.get("/{slug}", dependencies=[Depends(read_caller)])
async def get_tag(slug: Slug, services: RequestServices) -> schemas.Tag:
    """One tag."""
    return await services.tags.get_tag(slug)


@router.patch("/{slug}")
async def update_tag(
    slug: Slug, data: schemas.TagUpdate, caller: CurrentCaller, services: RequestServices
) -> schemas.Tag:
    """Rename a tag, as a superuser."""
    return await services.tags.update_tag(slug, data, caller)


@router.delete("/{slug}", status_code=204, response_class=Response)
async def delete_tag(slug: Slug, caller: CurrentCaller, services: RequestServices) -> None:
    """Delete a tag and take it off everything, as a superuser."""
    await services.tags.delete_tag(slug, caller)
