"""Users: signing up, listing, reading, changing, deleting."""

from uuid import UUID

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from core.schemas import UserCreate, UserQuery, UserUpdate

from ..caller import caller, current_caller_required, token_required
from ..dependencies import parse_body, parse_query, services
from ..responses import as_json, no_content

blueprint = Blueprint("users", __name__, url_prefix="/users")


@blueprint.post("")
def create_user() -> ResponseReturnValue:
    """Sign up."""
    data = parse_body(UserCreate)
    user = services().users.create_user(data)
    return as_json(user), 201, {"Location": url_for(".get_user", user_id=user.id)}


@blueprint.get("")
@token_required
def list_users() -> Response:
    """Users, a page at a time."""
    query = parse_query(UserQuery)
    return as_json(services().users.list_users(query))


@blueprint.get("/<uuid:user_id>")
@token_required
def get_user(user_id: UUID) -> Response:
    """One user."""
    return as_json(services().users.get_user(user_id))


@blueprint.patch("/<uuid:user_id>")
@current_caller_required
def update_user(user_id: UUID) -> Response:
    """Change oneself, or as a superuser anybody."""
    data = parse_body(UserUpdate)
    return as_json(services().users.update_user(user_id, data, caller()))


@blueprint.delete("/<uuid:user_id>")
@current_caller_required
def delete_user(user_id: UUID) -> Response:
    """Delete oneself, or as a superuser anybody."""
    services().users.delete_user(user_id, caller())
    return no_content()
