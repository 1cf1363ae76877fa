"""The cursor of a page: encoded, decoded, and refused if it is stale, that is of other filters or another order."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString, Self
from uuid import UUID

from pydantic_core import PydanticCustomError

from .fields import format_time, parse_time, parse_uuid, refuse_nul


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last row of the page before: the value of its `order_by` column, and its id."""

    value: datetime | str
    id: UUID

    def encode(self, fingerprint: str) -> str:
        """Return the text of the cursor, URL-safe base64 without padding; `fingerprint` is of the filters and order."""
        ordered = format_time(self.value) if isinstance(self.value, datetime) else self.value
        text = json.dumps([fingerprint, ordered, str(self.id)], ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str, fingerprint: str, *, of_time: bool) -> Self:
        """Read the text of a cursor whose value is a time or a text. Refuse a forged one, and one that is stale."""
        try:
            raw = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
            found, value, row_id = json.loads(raw)
            if found == fingerprint and isinstance(value, str):
                # A forged cursor may hold text that no database accepts: NUL, or half of a surrogate pair.
                ordered = parse_time(value) if of_time else refuse_nul(value.encode().decode())
                return cls(ordered, parse_uuid(row_id))
        except (binascii.Error, ValueError, TypeError, RecursionError):
            pass
        raise refusal("Not the next of a page with these filters.")


def refusal(detail: LiteralString) -> PydanticCustomError:
    """Return the error that refuses the parameter `after`."""
    return PydanticCustomError("cursor", detail, {"parameter": "after"})
