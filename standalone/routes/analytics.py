"""What happened, counted."""

from core import schemas

from ..binding import AsyncRequest, Response
from ..caller import read_caller


async def get_activity(request: AsyncRequest) -> Response[schemas.Activity]:
    """What happened, by day and kind."""
    read_caller(request)
    query = request.query(schemas.ActivityQuery)
    async with request.services.open() as domain:
        return Response(await domain.analytics.get_activity(query))


async def refresh_activity(request: AsyncRequest) -> Response[schemas.Refreshed]:
    """Count anew, as a superuser."""
    async with request.services.open() as domain:
        caller = await domain.users.current(read_caller(request))
        request.query(schemas.Query)
        return Response(await domain.analytics.refresh_activity(caller))
