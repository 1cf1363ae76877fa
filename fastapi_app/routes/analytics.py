"""What happened, counted, and counted anew."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from core import schemas

from ..binding import StrictRoute
from ..caller import CurrentCaller, bearer_token
from ..dependencies import Analytics
from ..problems import responses

router = APIRouter(prefix="/analytics", tags=["analytics"], route_class=StrictRoute)


@router.get("/activity", dependencies=[Depends(bearer_token)], responses=responses("get_activity"))
async def get_activity(query: Annotated[schemas.ActivityQuery, Query()], analytics: Analytics) -> schemas.Activity:
    """What happened, by day and kind."""
    return await analytics.get_activity(query)


@router.post("/refresh", responses=responses("refresh_activity"))
async def refresh_activity(caller: CurrentCaller, analytics: Analytics) -> schemas.Refreshed:
    """Count anew, as a superuser."""
    return await analytics.refresh_activity(caller)
