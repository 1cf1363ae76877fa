"""Tags: creating, listing, reading, renaming, deleting."""

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from core.schemas import TagCreate, TagQuery, TagUpdate

from ..caller import caller, current_caller_required, token_required
from ..dependencies import parse_body, parse_query, services
from ..responses import as_json, no_content

blueprint = Blueprint("tags", __name__, url_prefix="/tags")


@blueprint.post("")
@current_caller_required
def create_tag() -> ResponseReturnValue:
    """The tag of a name, made if there is none."""
    data = parse_body(TagCreate)
    tag, made = services().tags.create_tag(data)
    if made:
        return as_json(tag), 201, {"Location": url_for(".get_tag", slug=tag.slug)}
    return as_json(tag)


@blueprint.get("")
@token_required
def list_tags() -> Response:
    """Tags, a page at a time."""
    query = parse_query(TagQuery)
    return as_json(services().tags.list_tags(query))


@blueprint.get("/<slug:slug>")
@token_required
def get_tag(slug: str) -> Response:
    """One tag."""
    return as_json(services().tags.get_tag(slug))


@blueprint.patch("/<slug:slug>")
@current_caller_required
def update_tag(slug: str) -> Response:
    """Rename a tag, as a superuser."""
    data = parse_body(TagUpdate)
    return as_json(services().tags.update_tag(slug, data, caller()))


@blueprint.delete("/<slug:slug>")
@current_caller_required
def delete_tag(slug: str) -> Response:
    """Delete a tag and take it off everything, as a superuser."""
    services().tags.delete_tag(slug, caller())
    return no_content()
