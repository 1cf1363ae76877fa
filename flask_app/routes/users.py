"""Users: signing up, listing, reading, changing, deleting."""

from uuid import UUID

from flask import Blueprint, Response, jsonify, url_for
from flask.typing import ResponseReturnValue

from core.schemas import UserCreate, UserQuery, UserUpdate

from ..caller import caller, current_caller_required, token_required
from ..dependencies import parse_body, parse_query, services
from ..strict import refuse_query

blueprint = Blueprint("users", __name__, url_prefix="/users")


@blueprint.post("")
def create_user() -> ResponseReturnValue:
    """Sign up."""
    data = parse_body(UserCreate)
    user = services().users.create_user(data)
    return jsonify(user), 201, {"Location": url_for(".get_user", user_id=user.id)}


@blueprint.get("")
@token_required
def list_users() -> Response:
    """Users, a page at a time."""
    query = parse_query(UserQuery)
    return jsonify(services().users.list_users(query))


@blueprint.get("/<uuid:user_id>")
@token_required
def get_user(user_id: UUID) -> Response:
    """One user."""
    refuse_query()
    return jsonify(services().users.get_user(user_id))


@blueprint.patch("/<uuid:user_id>")
@current_caller_required
def update_user(user_id: UUID) -> Response:
    """Change oneself, or as a superuser anybody."""
    data = parse_body(UserUpdate)
    return jsonify(services().users.update_user(user_id, data, caller()))


@blueprint.delete("/<uuid:user_id>")
@current_caller_required
def delete_user(user_id: UUID) -> ResponseReturnValue:
    """Delete oneself, or as a superuser anybody."""
    refuse_query()
    services().users.delete_user(user_id, caller())
    return "", 204
