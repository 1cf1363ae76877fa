"""Activity: reading the counts, counting anew."""

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.status_codes import HTTP_200_OK

from core import schemas
from core.security import Caller
from core.services import Services

from ..dependencies import parse_query


class AnalyticsController(Controller):
    path = "/analytics"
    tags = ("analytics",)

    @get("/activity", dependencies=parse_query(schemas.ActivityQuery))
    async def get_activity(
        self, parsed_query: NamedDependency[schemas.ActivityQuery], services: NamedDependency[Services]
    ) -> schemas.Activity:
        """What happened, by day and kind."""
        return await services.analytics.get_activity(parsed_query)

    @post("/refresh", status_code=HTTP_200_OK, current_caller=True)
    async def refresh_activity(
        self, caller: NamedDependency[Caller], services: NamedDependency[Services]
    ) -> schemas.Refreshed:
        """Count anew, as a superuser."""
        return await services.analytics.refresh_activity(caller)
