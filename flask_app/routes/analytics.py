"""Activity: reading the counts, counting anew."""

from flask import Blueprint, Response, jsonify

from core.schemas import ActivityQuery

from ..caller import caller, current_caller_required, token_required
from ..dependencies import parse_query, services
from ..strict import refuse_query

blueprint = Blueprint("analytics", __name__, url_prefix="/analytics")


@blueprint.get("/activity")
@token_required
def get_activity() -> Response:
    """What happened, by day and kind."""
    query = parse_query(ActivityQuery)
    return jsonify(services().analytics.get_activity(query))


@blueprint.post("/refresh")
@current_caller_required
def refresh_activity() -> Response:
    """Count anew, as a superuser."""
    refuse_query()
    return jsonify(services().analytics.refresh_activity(caller()))
