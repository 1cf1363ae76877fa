"""The schemas of every list: its query parameters, and its page. The cursor to the next page is in cursor.py."""

import hashlib
from typing import Any, Generic, Literal, Self, TypeVar, cast

from pydantic import Field, PrivateAttr, model_validator

from .base import Output, Query
from .cursor import Cursor, refusal
from .fields import QueryBoolean, QueryInteger, QueryOffset, QueryUuids, Search, Time

Item = TypeVar("Item")
Order = TypeVar("Order", bound=str)
"""A Literal of the columns that a list can be ordered by; each list has `created_at`."""
# The parameters that choose a page of the list. A cursor is bound to all others.
POSITION = {"limit", "offset", "after", "total"}
ORDER = {"order_by", "sort"}


class Page(Output, Generic[Item]):
    """One page of a list."""

    items: list[Item]
    total: int | None = Field(description="how many match in all; null unless asked for")
    limit: int
    offset: int
    next: str | None = Field(description="cursor of the page that follows; null on the last")


class FilterQuery(Query):
    """The filters that all lists share. The bounds of times are exclusive."""

    search: Search | None = Field(default=None, description="text the item contains, whatever its case")
    created_after: Time | None = None
    created_before: Time | None = None
    updated_after: Time | None = None
    updated_before: Time | None = None
    ids: QueryUuids | None = Field(default=None, min_length=1, max_length=100)

    def filters(self) -> dict[str, Any]:
        """Return the filters that were sent, by name."""
        return {name: value for name, value in self if value is not None and name not in POSITION | ORDER}


class PageQuery(FilterQuery, Generic[Order]):
    """The query parameters of a list. A resource names its orders, and adds its own filters."""

    limit: QueryInteger = Field(default=20, ge=1, le=100)
    # No default in the OpenAPI document: a generated client would send it, and `after` refuses it.
    offset: QueryOffset | None = Field(default=None, description="0 unless given")
    after: str | None = Field(default=None, description="the `next` of the page before; not together with offset")
    total: QueryBoolean = Field(default=True, description="whether to count all that match")
    order_by: Order = cast("Any", "created_at")  # of any Order, which a type checker cannot know
    sort: Literal["asc", "desc"] = "desc"
    _cursor: Cursor | None = PrivateAttr(default=None)

    @property
    def cursor(self) -> Cursor | None:
        """`after`, decoded; None for a page that is chosen by its offset."""
        return self._cursor

    def after_row(self, cursor: Cursor) -> str:
        """Return the text of the cursor to the rows after this one."""
        return cursor.encode(self._fingerprint())

    @model_validator(mode="after")
    def _decode_cursor(self) -> Self:
        if self.after is not None:
            if self.offset is not None:
                raise refusal("Not together with offset.")
            self._cursor = Cursor.decode(self.after, self._fingerprint(), of_time=self.order_by.endswith("_at"))
        return self

    def _fingerprint(self) -> str:
        """Return what a cursor is bound to: this query's filters and order."""
        filters = self.model_dump_json(exclude=POSITION, exclude_defaults=True)
        return hashlib.sha256(filters.encode()).hexdigest()[:12]
