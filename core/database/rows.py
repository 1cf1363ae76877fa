"""Reads rows as answers show them, by statements that are built once and sent once for a page.

The statements are of tables, not of models: to make a model of a row, only to read its attributes again, takes several
times as long as to fetch it. Advanced Alchemy's repositories remain the way of every write.

All functions here are sync. Services call them by `unit_of_work.in_session`, which on an event loop switches to the
session's greenlet once for all the statements of a read.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any, Generic, Literal, TypeVar, cast
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Label,
    Row,
    ScalarSelect,
    Select,
    Table,
    bindparam,
    func,
    select,
    tuple_,
)
from sqlalchemy.orm import Session

from ..models import Base
from ..schemas import Cursor, Output, PageQuery
from .expressions import contains, readable
from .unit_of_work import reading

Item = TypeVar("Item", bound=Output)
Page = TypeVar("Page", bound=Output)
Sort = Literal["asc", "desc"]

CURSOR_VALUE, CURSOR_ID = "cursor_value", "cursor_id"
MOST_STATEMENTS = 1000
"""How many statements are kept; a list has one for each set of filters, order and bounds that clients use."""


class Rows(Generic[Item]):
    """The rows of a table as an answer shows them."""

    def __init__(
        self,
        model: type[Base],
        item: type[Item],
        *,
        joined: Table | None = None,
        columns: Mapping[str, ColumnElement[Any]] | None = None,
        filters: Mapping[str, ColumnElement[bool]] | None = None,
        left_out: Collection[str] = (),
    ) -> None:
        """`item` is the schema of a row; its fields but those left out are the table's columns, or those of `columns`.

        `filters` are conditions by name, with a bind parameter of the same name. Every list has `search`, `ids` and the
        bounds of times; any other name is a column and asks for equality.
        """
        self.table = table_of(model)
        self.source: FromClause = self.table if joined is None else self.table.join(joined)
        self.item = item
        self.names = tuple(name for name in item.model_fields if name not in left_out)
        own = {**self.table.c, **(columns or {})}
        self.columns = [readable(own[name]).label(name) for name in self.names]
        self.filters = time_filters(self.table) | {"ids": self.table.c.id.in_(bindparam("ids", expanding=True))}
        if "search_text" in self.table.c:
            self.filters["search"] = contains(self.table.c.search_text, bindparam("search"))
        self.filters |= filters or {}

    def conditions(self, names: Sequence[str]) -> list[ColumnElement[bool]]:
        """Return the conditions of these names."""
        return [self.filters[name] if name in self.filters else self._equals(name) for name in names]

    def members(self, row: Row[Any]) -> dict[str, Any]:
        """Return the members of the schema, by name."""
        return dict(zip(self.names, row, strict=False))  # a row of a page ends in further columns

    def _equals(self, name: str) -> ColumnElement[bool]:
        return self.table.c[name] == bindparam(name)


def table_of(model: type[Base]) -> Table:
    """Return the table of a model: a statement of its attributes would be one of the ORM's."""
    return cast("Table", model.__table__)


def time_filters(table: Table) -> dict[str, ColumnElement[bool]]:
    """Return the bounds of times, which are exclusive."""
    filters: dict[str, ColumnElement[bool]] = {}
    for event in ("created", "updated"):
        time = table.c[f"{event}_at"]
        filters[f"{event}_after"] = time > bindparam(f"{event}_after")
        filters[f"{event}_before"] = time < bindparam(f"{event}_before")
    return filters


@lru_cache(MOST_STATEMENTS)
def one_statement(rows: Rows[Any], names: tuple[str, ...]) -> Select[Any]:
    """Return the statement for the row that fulfils the conditions of these names."""
    return select(*rows.columns).select_from(rows.source).where(*rows.conditions(names))


@lru_cache(MOST_STATEMENTS)
def page_statement(
    rows: Rows[Any], names: tuple[str, ...], order_by: str, sort: Sort, *, after: bool, total: bool
) -> Select[Any]:
    """Return the statement for a page of the rows that fulfil the conditions of these names.

    Each row ends in its id and, if wanted, in the count of all that fulfil them. Its parameters are `limit`, `offset`
    and, with `after`, the value and the id of the row before the page.
    """
    ordered, row_id = rows.table.c[order_by], rows.table.c.id
    further: list[Label[Any]] = [readable(row_id).label("row_id")]
    if total:
        further.append(count_statement(rows, names).label("total"))
    statement = select(*rows.columns, *further).select_from(rows.source).where(*rows.conditions(names))
    if after:
        row = tuple_(ordered, row_id)
        last = tuple_(bindparam(CURSOR_VALUE, type_=ordered.type), bindparam(CURSOR_ID, type_=row_id.type))
        statement = statement.where(row > last if sort == "asc" else row < last)
    # Rows of the same value by id, so that the order is total.
    by = (ordered, row_id) if sort == "asc" else (ordered.desc(), row_id.desc())
    return statement.order_by(*by).limit(bindparam("limit")).offset(bindparam("offset"))


@lru_cache(MOST_STATEMENTS)
def count_statement(rows: Rows[Any], names: tuple[str, ...]) -> ScalarSelect[int]:
    """Return the count of the rows that fulfil the conditions of these names."""
    counted = select(func.count()).select_from(rows.source).where(*rows.conditions(names))
    return counted.correlate(None).scalar_subquery()


def read_members(session: Session, rows: Rows[Any], **values: object) -> dict[str, Any] | None:
    """Read the row that has these values, as the members of its schema; None if there is none."""
    statement = one_statement(rows, tuple(values))
    with reading(session) as connection:
        row = connection.execute(statement, values).one_or_none()
    return None if row is None else rows.members(row)


def read_one(session: Session, rows: Rows[Item], **values: object) -> Item | None:
    """Read the row that has these values; None if there is none."""
    members = read_members(session, rows, **values)
    return None if members is None else rows.item.model_validate(members)


def read_first(
    session: Session, rows: Rows[Any], limit: int, order_by: str, sort: Sort, **values: object
) -> list[dict[str, Any]]:
    """Read the first rows that have these values, in an order, as the members of their schemas."""
    statement = page_statement(rows, tuple(values), order_by, sort, after=False, total=False)
    with reading(session) as connection:
        found = connection.execute(statement, {**values, "limit": limit, "offset": 0}).all()
    return [rows.members(row) for row in found]


def read_page(session: Session, rows: Rows[Any], query: PageQuery[Any], page: type[Page], **values: object) -> Page:
    """Read the page that the query asks for, of the rows that also have these values.

    It takes one statement, and one more to count if there are rows, but none of them on the page.
    """
    values = query.filters() | values
    cursor = query.cursor
    names = tuple(values)
    statement = page_statement(rows, names, query.order_by, query.sort, after=cursor is not None, total=query.total)
    bounds = {"limit": query.limit + 1, "offset": query.offset or 0}  # one more row shows that another page follows
    with reading(session) as connection:
        found = connection.execute(statement, {**values, **bounds, **place(cursor)}).all()
        total = found[0].total if query.total and found else None
        if query.total and not found:
            total = connection.execute(select(count_statement(rows, names)), values).scalar_one()
    items = found[: query.limit]
    following = query.after_row(position(items[-1], query.order_by)) if len(found) > query.limit else None
    return page.model_validate(
        {
            "items": [rows.members(row) for row in items],
            "total": total,
            "limit": query.limit,
            "offset": query.offset or 0,
            "next": following,
        }
    )


def read_batch(
    session: Session, rows: Rows[Any], limit: int, after: Cursor | None, **values: object
) -> tuple[list[dict[str, Any]], Cursor | None]:
    """Read the oldest rows after a cursor's that have these values, as the members of their schemas.

    Also returns the cursor of the last of them; None if no row can follow.
    """
    statement = page_statement(rows, tuple(values), "created_at", "asc", after=after is not None, total=False)
    with reading(session) as connection:
        found = connection.execute(statement, {**values, **place(after), "limit": limit, "offset": 0}).all()
    following = position(found[-1], "created_at") if len(found) == limit else None
    return [rows.members(row) for row in found], following


def place(after: Cursor | None) -> dict[str, Any]:
    """Return the parameters of a page that follows a cursor's row."""
    return {} if after is None else {CURSOR_VALUE: after.value, CURSOR_ID: after.id}


def position(row: Row[Any], order_by: str) -> Cursor:
    """Return the cursor of a row."""
    row_id = row.row_id
    return Cursor(getattr(row, order_by), UUID(bytes=row_id) if isinstance(row_id, bytes) else row_id)
