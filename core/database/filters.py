"""Turns the query of a list into the filters, the order and the bounds of its statement, as Advanced Alchemy's."""

from typing import Any, Literal

from advanced_alchemy.filters import BeforeAfter, CollectionFilter, LimitOffset, OrderBy, SearchFilter, StatementFilter
from sqlalchemy import ColumnElement, literal, tuple_

from ..models import Base
from ..schemas import Cursor, FilterQuery, PageQuery

Filters = list[StatementFilter | ColumnElement[bool]]


def list_filters(query: FilterQuery, ids: str = "id", search: str | None = "search_text") -> Filters:
    """Return the filters that all lists share.

    `ids` names the column that the query's `ids` are values of, and `search` the column that its `search` looks into;
    None leaves the search to the caller.
    """
    filters: Filters = [
        BeforeAfter("created_at", before=query.created_before, after=query.created_after),
        BeforeAfter("updated_at", before=query.updated_before, after=query.updated_after),
    ]
    if query.ids is not None:
        filters.append(CollectionFilter(ids, query.ids))
    if query.search is not None and search is not None:
        filters.append(SearchFilter(search, query.search, ignore_case=False, escape_wildcards=True))
    return filters


def page_filters(query: PageQuery[Any], model: type[Base]) -> Filters:
    """Return the order and the bounds of the page: its rows and one more, which shows that another page follows."""
    filters: Filters = [*order(query.order_by, query.sort), LimitOffset(query.limit + 1, query.offset or 0)]
    if query.cursor is not None:
        filters.append(rows_after(query.cursor, model, query.order_by, query.sort))
    return filters


def order(column: str, sort: Literal["asc", "desc"]) -> Filters:
    """Order by a column, and rows of the same value by id, so that the order is total."""
    return [OrderBy(column, sort), OrderBy("id", sort)]


def rows_after(
    cursor: Cursor, model: type[Base], column: str, sort: Literal["asc", "desc"] = "asc"
) -> ColumnElement[bool]:
    """Return the condition for the rows that come after the cursor's row in this order."""
    ordered: Any = getattr(model, column)
    row = tuple_(ordered, model.id)
    last = tuple_(literal(cursor.value, ordered.type), literal(cursor.id, model.id.type))
    return row > last if sort == "asc" else row < last
