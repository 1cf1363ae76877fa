"""Posts: writing, listing, exporting, reading, changing, deleting."""

from uuid import UUID

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from core.http.operation import NDJSON
from core.schemas import PostCreate, PostFilterQuery, PostQuery, PostUpdate

from ..caller import caller, current_caller_required, token_required
from ..dependencies import parse_body, parse_query, services
from ..responses import as_json, no_content, stream

blueprint = Blueprint("posts", __name__, url_prefix="/posts")


@blueprint.post("")
@current_caller_required
def create_post() -> ResponseReturnValue:
    """Write a post."""
    data = parse_body(PostCreate)
    post = services().posts.create_post(data, caller())
    return as_json(post), 201, {"Location": url_for(".get_post", post_id=post.id)}


@blueprint.get("")
@token_required
def list_posts() -> Response:
    """Posts, a page at a time."""
    query = parse_query(PostQuery)
    return as_json(services().posts.list_posts(query))


@blueprint.get("/export")
@token_required
def export_posts() -> ResponseReturnValue:
    """All posts that match, oldest first, one a line."""
    query = parse_query(PostFilterQuery)
    return stream(services().posts.export_posts(query), NDJSON)


@blueprint.get("/<uuid:post_id>")
@token_required
def get_post(post_id: UUID) -> Response:
    """One post."""
    return as_json(services().posts.get_post(post_id))


@blueprint.patch("/<uuid:post_id>")
@current_caller_required
def update_post(post_id: UUID) -> Response:
    """Change one's own post, or as a superuser any."""
    data = parse_body(PostUpdate)
    return as_json(services().posts.update_post(post_id, data, caller()))


@blueprint.delete("/<uuid:post_id>")
@current_caller_required
def delete_post(post_id: UUID) -> Response:
    """Delete one's own post, or as a superuser any."""
    services().posts.delete_post(post_id, caller())
    return no_content()
