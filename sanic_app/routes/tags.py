"""Tags: got by name or made, read, renamed, deleted."""

from sanic import Blueprint, HTTPResponse, empty, json

from core import schemas
from core.security import Caller
from core.services import TagService

from ..binding import Request
from ..caller import CurrentCaller

blueprint = Blueprint("tags", url_prefix="/tags")


@blueprint.post("")
async def create_tag(
    request: Request, caller: CurrentCaller, data: schemas.TagCreate, tags: TagService
) -> HTTPResponse:
    """The tag of a name, made if there is none."""
    tag, made = await tags.create_tag(data)
    if not made:
        return json(tag)
    return json(tag, status=201, headers={"Location": request.path_for("tags.get_tag", slug=tag.slug)})


@blueprint.get("")
async def list_tags(request: Request, caller: Caller, query: schemas.TagQuery, tags: TagService) -> HTTPResponse:
    """Tags, a page at a time."""
    return json(await tags.list_tags(query))


@blueprint.get("/<slug:slug>")
async def get_tag(request: Request, slug: str, caller: Caller, tags: TagService) -> HTTPResponse:
    """One tag."""
    return json(await tags.get_tag(slug))


@blueprint.patch("/<slug:slug>")
async def update_tag(
    request: Request, slug: str, caller: CurrentCaller, data: schemas.TagUpdate, tags: TagService
) -> HTTPResponse:
    """Rename a tag, as a superuser."""
    return json(await tags.update_tag(slug, data, caller))


@blueprint.delete("/<slug:slug>", ignore_body=True)
async def delete_tag(request: Request, slug: str, caller: CurrentCaller, tags: TagService) -> HTTPResponse:
    """Delete a tag and take it off everything, as a superuser."""
    await tags.delete_tag(slug, caller)
    return empty()
