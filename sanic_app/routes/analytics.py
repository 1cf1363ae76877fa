"""What happened, counted."""

from sanic import Blueprint, HTTPResponse, json

from core import schemas
from core.security import Caller
from core.services import AnalyticsService

from ..binding import Request
from ..caller import CurrentCaller

blueprint = Blueprint("analytics", url_prefix="/analytics")


@blueprint.get("/activity")
async def get_activity(
    request: Request, caller: Caller, query: schemas.ActivityQuery, analytics: AnalyticsService
) -> HTTPResponse:
    """What happened, by day and kind."""
    return json(await analytics.get_activity(query))


@blueprint.post("/refresh", ignore_body=True)
async def refresh_activity(request: Request, caller: CurrentCaller, analytics: AnalyticsService) -> HTTPResponse:
    """Count anew, as a superuser."""
    return json(await analytics.refresh_activity(caller))
