"""The outbox: what happened, written in the transaction in which it happened."""

from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, text


class Event(Base):
    """Kept for good: the analytics database is always built from all of them."""

    __tablename__ = "event"

    kind: Mapped[str] = mapped_column(text(40))
