"""Users: signing up, reading, changing, leaving."""

from uuid import UUID

from flask import Blueprint, Response, jsonify, url_for
from flask.typing import ResponseReturnValue

from core.schemas import Query, UserCreate, UserQuery, UserUpdate

from ..caller import caller, current_caller_required, token_required
from ..dependencies import parse, parse_query, users

blueprint = Blueprint("users", __name__, url_prefix="/users")


@blueprint.post("")
def create_user() -> ResponseReturnValue:
    """Sign up."""
    data = parse(UserCreate)
    user = users().create_user(data)
    return jsonify(user), 201, {"Location": url_for(".get_user", user_id=user.id)}


@blueprint.get("")
@token_required
def list_users() -> Response:
    """Users, a page at a time."""
    query = parse_query(UserQuery)
    return jsonify(users().list_users(query))


@blueprint.get("/<uuid:user_id>")
@token_required
def get_user(user_id: UUID) -> Response:
    """One user."""
    parse_query(Query)
    return jsonify(users().get_user(user_id))


@blueprint.patch("/<uuid:user_id>")
@current_caller_required
def update_user(user_id: UUID) -> Response:
    """Change oneself, or as a superuser anybody."""
    data = parse(UserUpdate)
    return jsonify(users().update_user(user_id, data, caller()))


@blueprint.delete("/<uuid:user_id>")
@current_caller_required
def delete_user(user_id: UUID) -> ResponseReturnValue:
    """Delete oneself, or as a superuser anybody."""
    parse_query(Query)
    users().delete_user(user_id, caller())
    return "", 204
