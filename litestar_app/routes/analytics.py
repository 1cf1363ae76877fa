"""What happened, counted, and counted anew."""

from litestar import Controller, post
from litestar.di import NamedDependency
from litestar.status_codes import HTTP_200_OK

from core import schemas
from core.security import Caller
from core.services import AnalyticsService

from ..binding import get
from ..caller import current_caller
from ..dependencies import query


class AnalyticsController(Controller):
    path = "/analytics"
    tags = ("analytics",)

    @get("/activity", dependencies=query(schemas.ActivityQuery))
    async def get_activity(
        self, parsed_query: NamedDependency[schemas.ActivityQuery], analytics: NamedDependency[AnalyticsService]
    ) -> schemas.Activity:
        """What happened, by day and kind."""
        return await analytics.get_activity(parsed_query)

    @post("/refresh", status_code=HTTP_200_OK, guards=[current_caller])
    async def refresh_activity(
        self, caller: NamedDependency[Caller], analytics: NamedDependency[AnalyticsService]
    ) -> schemas.Refreshed:
        """Count anew, as a superuser."""
        return await analytics.refresh_activity(caller)
