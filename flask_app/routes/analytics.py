"""What happened, counted."""

from flask import Blueprint, Response, jsonify

from core.schemas import ActivityQuery, Query

from ..caller import caller, current_caller_required, token_required
from ..dependencies import analytics, parse_query

blueprint = Blueprint("analytics", __name__, url_prefix="/analytics")


@blueprint.get("/activity")
@token_required
def get_activity() -> Response:
    """What happened, by day and kind."""
    query = parse_query(ActivityQuery)
    return jsonify(analytics().get_activity(query))


@blueprint.post("/refresh")
@current_caller_required
def refresh_activity() -> Response:
    """Count anew, as a superuser."""
    parse_query(Query)
    return jsonify(analytics().refresh_activity(caller()))
