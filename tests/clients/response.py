"""One answer, unedited: header casing and order are kept, the body is bytes."""

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Response:
    """One answer; `headers` are pairs in the order they arrived."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> list[str]:
        """Every value of one name, in order; names compare without case."""
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def one(self, name: str) -> str:
        """The value of a name that must be there exactly once."""
        values = self.header(name)
        assert len(values) == 1, f"{name}: expected once, got {values}"
        return values[0]

    def json(self) -> Any:
        """The body as JSON; UTF-8 only, where `json.loads` would guess the encoding."""
        return json.loads(self.body.decode("utf-8"))
