"""Login, and the caller."""

from flask import Blueprint, Response

from core.schemas import Login

from ..caller import caller, current_caller_required
from ..dependencies import parse_body, services
from ..responses import as_json

blueprint = Blueprint("auth", __name__, url_prefix="/auth")


@blueprint.post("/login")
def login() -> Response:
    """Exchange email and password for a token."""
    data = parse_body(Login)
    return as_json(services().users.login(data))


@blueprint.get("/me")
@current_caller_required
def get_me() -> Response:
    """The caller."""
    return as_json(services().users.get_user(caller().id))
