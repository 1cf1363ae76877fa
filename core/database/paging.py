"""A page query as Advanced Alchemy filters: which rows match, which of them are on the page, what comes after."""

from collections.abc import Sequence
from typing import Any, TypeVar

from advanced_alchemy.filters import BeforeAfter, CollectionFilter, LimitOffset, OrderBy, SearchFilter, StatementFilter
from sqlalchemy import ColumnElement, literal, tuple_

from ..models import Base
from ..schemas import FilterQuery, PageQuery

Model = TypeVar("Model", bound=Base)
Filters = list[StatementFilter | ColumnElement[bool]]


def matching(query: FilterQuery, identity: str = "id", text: str | None = "search_text") -> Filters:
    """The filters that every list shares; their rows are what `total` counts.

    `identity` names the column that `ids` are of, `text` the one that is searched, if it is the row's own.
    """
    filters: Filters = [
        BeforeAfter("created_at", before=query.created_before, after=query.created_after),
        BeforeAfter("updated_at", before=query.updated_before, after=query.updated_after),
    ]
    if query.ids is not None:
        filters.append(CollectionFilter(identity, query.ids))
    if query.search is not None and text is not None:
        filters.append(SearchFilter(text, query.search, ignore_case=False, escape_wildcards=True))
    return filters


def position(query: PageQuery, model: type[Base]) -> Filters:
    """Where in the matching rows the page lies: one row more than its limit, to see whether another follows."""
    filters: Filters = [
        OrderBy(query.order_by, query.sort),
        OrderBy("id", query.sort),
        LimitOffset(query.limit + 1, query.offset),
    ]
    if (cursor := query.cursor) is not None:
        column: Any = getattr(model, query.order_by)
        row = tuple_(column, model.id)
        last = tuple_(literal(cursor.value, column.type), literal(cursor.id, model.id.type))
        filters.append(row > last if query.sort == "asc" else row < last)
    return filters


def cut(query: PageQuery, rows: Sequence[Model]) -> tuple[Sequence[Model], str | None]:
    """The rows of the page, and the cursor of the next one if there is one."""
    if len(rows) <= query.limit:
        return rows, None
    items = rows[: query.limit]
    return items, query.cursor_after(getattr(items[-1], query.order_by), items[-1].id)
