"""Logging in, and who one is."""

from flask import Blueprint, Response, jsonify

from core.schemas import Login, Query

from ..caller import caller, current_caller_required
from ..dependencies import parse, parse_query, users

blueprint = Blueprint("auth", __name__, url_prefix="/auth")


@blueprint.post("/login")
def login() -> Response:
    """Exchange email and password for a token."""
    data = parse(Login)
    return jsonify(users().login(data))


@blueprint.get("/me")
@current_caller_required
def get_me() -> Response:
    """The caller."""
    parse_query(Query)
    return jsonify(users().get_user(caller().id))
