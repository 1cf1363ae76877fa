"""Activity: reading the counts, counting anew."""

from sanic import Blueprint, HTTPResponse, Request

from core import schemas
from core.security import Caller
from core.services import Services

from ..caller import CurrentCaller
from ..responses import json

blueprint = Blueprint("analytics", url_prefix="/analytics")


@blueprint.get("/activity")
async def get_activity(
    request: Request, caller: Caller, query: schemas.ActivityQuery, services: Services
) -> HTTPResponse:
    """What happened, by day and kind."""
    return json(await services.analytics.get_activity(query))


@blueprint.post("/refresh", ignore_body=True)
async def refresh_activity(request: Request, caller: CurrentCaller, services: Services) -> HTTPResponse:
    """Count anew, as a superuser."""
    return json(await services.analytics.refresh_activity(caller))
