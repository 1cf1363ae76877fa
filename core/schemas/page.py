"""Pages: one query for all lists, and the cursor that carries a reader from one page to the next."""

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Literal, Self, TypeVar
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from .base import Output, Query
from .fields import (
    QueryBoolean,
    QueryInteger,
    QueryUuids,
    Search,
    Time,
    format_time,
    parse_time,
    parse_uuid,
    refuse_nul,
)

Item = TypeVar("Item")
# What picks a page out of a list, as against what picks the list.
POSITION = {"limit", "offset", "after", "total"}


class Page(Output, Generic[Item]):
    items: list[Item]
    total: int | None = Field(description="how many match in all; null unless asked for")
    limit: int
    offset: int
    next: str | None = Field(description="cursor of the page that follows; null on the last")


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last row a reader has seen: the value it was ordered by, and its id."""

    value: datetime | str
    id: UUID


class FilterQuery(Query):
    """The filters that every list has."""

    search: Search | None = Field(default=None, description="text the item contains, whatever its case")
    created_after: Time | None = None
    created_before: Time | None = None
    updated_after: Time | None = None
    updated_before: Time | None = None
    ids: QueryUuids | None = Field(default=None, min_length=1, max_length=100)


class PageQuery(FilterQuery):
    """Query parameters of every list; a resource adds its own filters and what it can be ordered by."""

    limit: QueryInteger = Field(default=20, ge=1, le=100)
    # A default that the document told, generated clients would send, and `after` with it would be refused.
    offset: QueryInteger = Field(default_factory=int, ge=0, le=10_000, description="0 unless given")
    after: str | None = Field(default=None, description="the `next` of the page before; not together with offset")
    total: QueryBoolean = Field(default=True, description="whether to count all that match")
    order_by: str = "created_at"
    sort: Literal["asc", "desc"] = "desc"

    @property
    def cursor(self) -> Cursor | None:
        """Where to go on from, if not from an offset."""
        return None if self.after is None else self._read(self.after)

    def cursor_after(self, value: datetime | str, row_id: UUID) -> str:
        """Write the cursor that goes on after a row, bound to this query's filters and order."""
        ordered = format_time(value) if isinstance(value, datetime) else value
        text = json.dumps([self._fingerprint(), ordered, str(row_id)], ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @model_validator(mode="after")
    def _check_cursor(self) -> Self:
        if self.after is not None:
            if "offset" in self.model_fields_set:
                raise PydanticCustomError("cursor", "Not together with offset.", {"parameter": "after"})
            self._read(self.after)
        return self

    def _read(self, text: str) -> Cursor:
        try:
            raw = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
            fingerprint, value, row_id = json.loads(raw)
            if fingerprint == self._fingerprint() and isinstance(value, str):
                # A forged one may hold what no database takes: NUL, or half of a surrogate pair.
                ordered = parse_time(value) if self.order_by.endswith("_at") else refuse_nul(value.encode().decode())
                return Cursor(ordered, parse_uuid(row_id))
        except (binascii.Error, ValueError, TypeError, RecursionError):
            pass
        raise PydanticCustomError("cursor", "Not the next of a page with these filters.", {"parameter": "after"})

    def _fingerprint(self) -> str:
        filters = self.model_dump_json(exclude=POSITION, exclude_defaults=True)
        return hashlib.sha256(filters.encode()).hexdigest()[:12]
