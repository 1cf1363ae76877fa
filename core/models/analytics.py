"""The tables of the analytics database. Their base has a bind key, so migrations of the primary database skip them."""

from datetime import date, datetime
from uuid import UUID

from advanced_alchemy.base import DefaultBase
from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

ANALYTICS = "analytics"


class AnalyticsBase(DefaultBase):
    """Abstract base with its own metadata. Alembic does not know these tables: each refresh creates them again."""

    __abstract__ = True
    __bind_key__ = ANALYTICS


class CountedEvent(AnalyticsBase):
    """An event of the outbox with its day in UTC. It has the outbox row's id, so no event is counted twice."""

    __tablename__ = "event"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    day: Mapped[date]


class Refresh(AnalyticsBase):
    """When these tables were built, and from how many events. The table has one row."""

    __tablename__ = "refresh"

    refreshed_at: Mapped[datetime] = mapped_column(primary_key=True)
    events: Mapped[int] = mapped_column(BigInteger)
