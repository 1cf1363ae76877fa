"""Activity: reading the counts, counting anew."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from core import schemas

from ..caller import CurrentCaller, read_caller
from ..dependencies import RequestServices

router = APIRouter(prefix="/analytics", tags=["analytics"])


@router.get("/activity", dependencies=[Depends(read_caller)])
async def get_activity(query: Annotated[schemas.ActivityQuery, Query()], services: RequestServices) -> schemas.Activity:
    """What happened, by day and kind."""
    return await services.analytics.get_activity(query)


@router.post("/refresh")
async def refresh_activity(caller: CurrentCaller, services: RequestServices) -> schemas.Refreshed:
    """Count anew, as a superuser."""
    return await services.analytics.refresh_activity(caller)
