"""Activity: reading the counts, counting anew."""

from flask import Blueprint, Response

from core.schemas import ActivityQuery

from ..caller import caller, current_caller_required, token_required
from ..dependencies import parse_query, services
from ..responses import as_json

blueprint = Blueprint("analytics", __name__, url_prefix="/analytics")


@blueprint.get("/activity")
@token_required
def get_activity() -> Response:
    """What happened, by day and kind."""
    query = parse_query(ActivityQuery)
    return as_json(services().analytics.get_activity(query))


@blueprint.post("/refresh")
@current_caller_required
def refresh_activity() -> Response:
    """Count anew, as a superuser."""
    return as_json(services().analytics.refresh_activity(caller()))
