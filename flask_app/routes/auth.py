"""Login, and the caller."""

from flask import Blueprint, Response, jsonify

from core.schemas import Login

from ..caller import caller, current_caller_required
from ..dependencies import parse_body, services
from ..strict import refuse_query

blueprint = Blueprint("auth", __name__, url_prefix="/auth")


@blueprint.post("/login")
def login() -> Response:
    """Exchange email and password for a token."""
    data = parse_body(Login)
    return jsonify(services().users.login(data))


@blueprint.get("/me")
@current_caller_required
def get_me() -> Response:
    """The caller."""
    refuse_query()
    return jsonify(services().users.get_user(caller().id))
