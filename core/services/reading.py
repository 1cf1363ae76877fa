"""Reads one page of a list from the database; the services of all resources use it."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from advanced_alchemy.repository import SQLAlchemyAsyncRepository

from ..database.filters import Filters, page_filters
from ..models import Base
from ..schemas import PageQuery

Page = TypeVar("Page")
Row = TypeVar("Row", bound=Base)


async def read_page(
    repository: SQLAlchemyAsyncRepository[Any],
    query: PageQuery[Any],
    filters: Filters,
    page: Callable[..., Page],
    load: Any = None,
) -> Page:
    """Read the page that the query asks for, from the rows that match the filters.

    `page` builds the result from `items` (the rows), `total`, `limit`, `offset` and `next`: a page's schema does, since
    it reads rows by their attributes. `load` lists loader options for the rows. It takes one statement for the rows,
    and one more to count all that match if the query asks for the total.
    """
    rows = await repository.get_many(*filters, *page_filters(query, repository.model_type), load=load)
    items, following = cut_page(query, rows)
    total = await repository.count(*filters) if query.total else None
    return page(items=items, total=total, limit=query.limit, offset=query.offset or 0, next=following)


def cut_page(query: PageQuery[Any], rows: Sequence[Row]) -> tuple[Sequence[Row], str | None]:
    """Return at most `limit` of the rows that `page_filters` found, and the cursor of the next page if there is one."""
    if len(rows) <= query.limit:
        return rows, None
    items = rows[: query.limit]
    return items, query.cursor_after(getattr(items[-1], query.order_by), items[-1].id)
