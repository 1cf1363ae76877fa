"""Activity: reading the counts, counting anew."""

from core import schemas

from ..caller import current_caller, read_caller
from ..dependencies import AsyncRequest
from ..responses import Response
from ..strict import refuse_query


async def get_activity(request: AsyncRequest) -> Response[schemas.Activity]:
    """What happened, by day and kind."""
    read_caller(request)
    query = request.parse_query(schemas.ActivityQuery)
    async with request.resources.services() as services:
        return Response(await services.analytics.get_activity(query))


async def refresh_activity(request: AsyncRequest) -> Response[schemas.Refreshed]:
    """Count anew, as a superuser."""
    async with request.resources.services() as services:
        caller = await current_caller(request, services)
        refuse_query(request)
        return Response(await services.analytics.refresh_activity(caller))
