"""The tables of the analytics database, on a base with a bind key: what migrates the primary one never sees them."""

from datetime import date, datetime
from uuid import UUID

from advanced_alchemy.base import DefaultBase
from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

ANALYTICS = "analytics"


class AnalyticsBase(DefaultBase):
    """Abstract base with a metadata of its own, which Alembic compares with nothing: these tables are made anew."""

    __abstract__ = True
    __bind_key__ = ANALYTICS


class CountedEvent(AnalyticsBase):
    """An event of the outbox, by the day it happened on in UTC. Its key is the outbox's: nothing is counted twice."""

    __tablename__ = "event"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    day: Mapped[date]


class Refresh(AnalyticsBase):
    """When the tables were made, and from how many events: one row."""

    __tablename__ = "refresh"

    refreshed_at: Mapped[datetime] = mapped_column(primary_key=True)
    events: Mapped[int] = mapped_column(BigInteger)
