"""The base of every table: a UUIDv7 key, creation and update times, and columns of text that sort alike everywhere."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from advanced_alchemy.base import UUIDv7AuditBase
from sqlalchemy import String, event
from sqlalchemy.orm import Mapped, Mapper, mapped_column
from sqlalchemy.types import TypeEngine

from ..text import searchable


class Base(UUIDv7AuditBase):
    """Abstract base of the domain's tables: `id`, `created_at` and `updated_at`, both in UTC."""

    __abstract__ = True


def text(length: int | None = None) -> TypeEngine[str]:
    """Return the type of a text column that sorts by code point: SQLite's default, and PostgreSQL's collation "C".

    `length` is in characters; None means any length.
    """
    return String(length).with_variant(String(length, collation="C"), "postgresql")


class SearchMixin:
    """Adds `search_text`, the folded text of the columns that `searched_columns` names. `search` looks into it."""

    searched_columns: ClassVar[tuple[str, ...]]

    search_text: Mapped[str] = mapped_column(text())
    """Written before every INSERT and UPDATE; never set it by hand."""


@event.listens_for(SearchMixin, "before_insert", propagate=True)
@event.listens_for(SearchMixin, "before_update", propagate=True)
def write_search_text(mapper: Mapper[Any], connection: object, row: SearchMixin) -> None:
    """Fold the searched columns of a row; null counts as empty text."""
    row.search_text = searchable(*(getattr(row, name) or "" for name in row.searched_columns))


@event.listens_for(Base, "before_insert", propagate=True)
def write_times(mapper: Mapper[Any], connection: object, row: Base) -> None:
    """Give a new row the same moment for both times; two column defaults would read the clock twice."""
    now = datetime.now(UTC)
    if "created_at" not in row.__dict__:
        row.created_at = now
    if "updated_at" not in row.__dict__:
        row.updated_at = row.created_at
