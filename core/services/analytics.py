"""Analytics: what happened, recorded with it, and the database that it is counted in."""

import asyncio
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from .. import schemas
from ..analytics.configuration import AnalyticsSession, read_activity
from ..analytics.refresh import Build
from ..errors import Forbidden
from ..models import Event
from ..security import Caller

READ_AT_ONCE = 10_000


class AnalyticsService:
    """Reads the analytics database, and builds it anew from the outbox: over a session of each of the two."""

    def __init__(self, session: AsyncSession, *, analytics: AnalyticsSession) -> None:
        self.session = session
        self.analytics = analytics

    async def get_activity(self, query: schemas.ActivityQuery) -> schemas.Activity:
        """Count what happened, as of the last refresh."""
        return await asyncio.to_thread(read_activity, self.analytics, query)

    async def refresh_activity(self, caller: Caller) -> schemas.Refreshed:
        """Build the database anew. Raises `Forbidden`, `RefreshRunning`.

        From all events, every time: whenever a refresh breaks off, nothing has been counted twice or is lost.
        """
        if not caller.is_superuser:
            raise Forbidden
        build = await asyncio.to_thread(Build, self.analytics.directory)
        try:
            await asyncio.to_thread(build.create)
            following: list[Any] = []
            while True:
                statement = select(Event.id, Event.kind, Event.created_at).where(*following).order_by(Event.id)
                async with self.session.begin():
                    rows = (await self.session.execute(statement.limit(READ_AT_ONCE))).tuples().all()
                await asyncio.to_thread(build.add, rows)
                if len(rows) < READ_AT_ONCE:
                    return await asyncio.to_thread(build.finish)
                following = [Event.id > rows[-1][0]]
        finally:
            await asyncio.to_thread(build.close)
