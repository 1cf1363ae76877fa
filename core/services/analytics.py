"""Analytics: counts of the domain's events, in a database of their own that is built from the outbox."""

import asyncio
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from .. import schemas
from ..analytics.configuration import AnalyticsSession
from ..analytics.reading import read_activity
from ..analytics.refresh import Build
from ..database.unit_of_work import reading
from ..errors import Forbidden
from ..models import Event
from ..security import Caller

BATCH = 10_000
"""Events that a refresh reads in one transaction."""


class AnalyticsService:
    """Reads the analytics database and rebuilds it from the outbox, with one session for each of the two databases."""

    def __init__(self, session: AsyncSession, *, analytics: AnalyticsSession) -> None:
        self.session = session
        self.analytics = analytics

    async def get_activity(self, query: schemas.ActivityQuery) -> schemas.Activity:
        """Return the number of events by day (in UTC) and kind, as of the last refresh."""
        return await asyncio.to_thread(read_activity, self.analytics, query)

    async def refresh_activity(self, caller: Caller) -> schemas.Refreshed:
        """Rebuild the analytics database. Raises `Forbidden`, `RefreshRunning`.

        Every refresh reads all events, so a refresh that is interrupted counts nothing twice and loses nothing.
        """
        if not caller.is_superuser:
            raise Forbidden
        build = await asyncio.to_thread(Build, self.analytics.directory)
        try:
            await asyncio.to_thread(build.create)
            after: list[Any] = []
            while True:
                statement = select(Event.id, Event.kind, Event.created_at).where(*after).order_by(Event.id)
                async with reading(self.session):
                    rows = (await self.session.execute(statement.limit(BATCH))).tuples().all()
                await asyncio.to_thread(build.add, rows)
                if len(rows) < BATCH:
                    return await asyncio.to_thread(build.finish)
                after = [Event.id > rows[-1][0]]
        finally:
            await asyncio.to_thread(build.close)
