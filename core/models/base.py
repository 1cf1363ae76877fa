"""What every table shares: a UUIDv7 key, audit times from one reading of the clock, text that sorts alike anywhere."""

from datetime import UTC, datetime
from typing import Any

from advanced_alchemy.base import UUIDv7AuditBase
from sqlalchemy import String, event
from sqlalchemy.orm import Mapper
from sqlalchemy.types import TypeEngine


class Base(UUIDv7AuditBase):
    """Abstract base of the domain's tables."""

    __abstract__ = True


def text(length: int | None = None) -> TypeEngine[str]:
    """A text column that orders by code point: SQLite does by itself, PostgreSQL under the collation "C"."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


@event.listens_for(Base, "before_insert", propagate=True)
def stamp(mapper: Mapper[Any], connection: object, target: Base) -> None:
    """Give a new row one moment for both times: two defaults would read the clock twice."""
    now = datetime.now(UTC)
    if "created_at" not in target.__dict__:
        target.created_at = now
    if "updated_at" not in target.__dict__:
        target.updated_at = target.created_at
