"""The base of every table: a UUIDv7 key, creation and update times, and columns of text that sort alike everywhere."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from advanced_alchemy.base import UUIDv7AuditBase
from sqlalchemy import Index, String, event
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


def page_indexes(table: str, *columns: str) -> tuple[Index, ...]:
    """Return an index for each column that a list can be ordered by: a page must not cost a sort of the whole table.

    The id, which orders rows of the same value, is its last column. A comma within a text begins with the column that
    all rows of the list share: "team_id,created_at".
    """
    return tuple(
        Index("_".join(("ix", table, *ordered, "id")), *ordered, "id")
        for ordered in (column.split(",") for column in columns)
    )


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
