"""The outbox: each event of the domain, written in the transaction that caused it."""

from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, text


class Event(Base):
    """One event. Events are never deleted, because each refresh builds the analytics database from all of them."""

    __tablename__ = "event"

    kind: Mapped[str] = mapped_column(text(40))
    """One of `schemas.analytics.Kind`."""
