"""Analytics: counts of the domain's events, in a database of their own that is built from the outbox."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from .. import schemas
from ..analytics.configuration import AnalyticsSession
from ..analytics.reading import read_activity
from ..analytics.refresh import Build
from ..database.unit_of_work import in_session, reading
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
            events = await in_session(self.session, read_events)
            await asyncio.to_thread(build.add, events)
            while len(events) == BATCH:
                events = await in_session(self.session, read_events, after=events[-1][0])
                await asyncio.to_thread(build.add, events)
            return await asyncio.to_thread(build.finish)
        finally:
            await asyncio.to_thread(build.close)


def read_events(session: Session, after: UUID | None = None) -> Sequence[tuple[UUID, str, datetime]]:
    """Read the next events of the outbox, in the order of their ids."""
    later = () if after is None else (Event.id > after,)
    statement = select(Event.id, Event.kind, Event.created_at).where(*later).order_by(Event.id).limit(BATCH)
    with reading(session):
        return session.execute(statement).tuples().all()
