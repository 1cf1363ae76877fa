"""Tags: creating, listing, reading, renaming, deleting."""

from sanic import Blueprint, HTTPResponse, Request, empty

from core import schemas
from core.security import Caller
from core.services import Services

from ..caller import CurrentCaller
from ..dependencies import location
from ..responses import json

blueprint = Blueprint("tags", url_prefix="/tags")


@blueprint.post("")
async def create_tag(
    request: Request, caller: CurrentCaller, data: schemas.TagCreate, services: Services
) -> HTTPResponse:
    """The tag of a name, made if there is none."""
    tag, made = await services.tags.create_tag(data)
    if not made:
        return json(tag)
    return json(tag, status=201, headers=location(request, "tags.get_tag", slug=tag.slug))


@blueprint.get("")
async def list_tags(request: Request, caller: Caller, query: schemas.TagQuery, services: Services) -> HTTPResponse:
    """Tags, a page at a time."""
    return json(await services.tags.list_tags(query))


@blueprint.get("/<slug>")
async def get_tag(request: Request, slug: str, caller: Caller, services: Services) -> HTTPResponse:
    """One tag."""
    return json(await services.tags.get_tag(slug))


@blueprint.patch("/<slug>")
async def update_tag(
    request: Request, slug: str, caller: CurrentCaller, data: schemas.TagUpdate, services: Services
) -> HTTPResponse:
    """Rename a tag, as a superuser."""
    return json(await services.tags.update_tag(slug, data, caller))


@blueprint.delete("/<slug>", ignore_body=True)
async def delete_tag(request: Request, slug: str, caller: CurrentCaller, services: Services) -> HTTPResponse:
    """Delete a tag and take it off everything, as a superuser."""
    await services.tags.delete_tag(slug, caller)
    return empty()
