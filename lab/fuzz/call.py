"""A request while it is composed, from parts that can be spoiled one by one."""

import json
from dataclasses import dataclass, field
from typing import Any, Self

from lab.fuzz.request import Request, Text
from lab.fuzz.things import Subject
from lab.fuzz.uploads import Form


@dataclass
class Call:
    """A request of one operation; `operation` names what it counts for."""

    operation: str
    method: str
    path: Text
    query: list[Text] = field(default_factory=list[Text])
    authorization: list[Text] = field(default_factory=list[Text])
    content_types: list[str] = field(default_factory=list[str])
    headers: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    document: dict[str, Any] | None = None
    form: Form | None = None
    body: bytes = b""
    """The bytes to send; for most calls they are the document or the form."""
    cuts: list[int] | None = None
    """Where to cut a body of undeclared length into chunks."""
    coding: str = ""
    """How to write the chunks: one of `CODINGS`."""
    behind: bytes = b""
    """A second request, sent in the same write."""
    refusable: bool = False
    """Whether a server may refuse it before an adapter sees it."""
    subject: Subject | None = None
    """The person or thing that the operation concerns; for a creation, its future owner."""

    def say(self, document: dict[str, Any], *, escaped: bool = False) -> None:
        """Use this JSON document as the body."""
        self.document = document
        self.body = json.dumps(document, ensure_ascii=escaped).encode()
        self.content_types = self.content_types or ["application/json"]

    def attach(self, form: Form) -> None:
        """Use this form as the body."""
        self.form = form
        self.body = form.body
        self.content_types = [form.content_type]

    def counted(self, name: str) -> Self:
        """Count it for no operation: its answer says nothing about what exists."""
        self.operation = name
        return self

    def request(self) -> Request:
        target: list[Any] = [*self.path]
        for number, pair in enumerate(self.query):
            target += ["&" if number else "?", *pair]
        headers: list[tuple[str, Text]] = [("Authorization", value) for value in self.authorization]
        headers += [("Content-Type", (value,)) for value in self.content_types]
        headers += [(name, (value,)) for name, value in self.headers]
        chunks = None if self.cuts is None else cut(self.body, self.cuts)
        body = b"" if self.cuts is not None else self.body
        whole = joined(tuple(target)), tuple(headers), body, chunks
        return Request(self.method, *whole, self.coding, self.behind, self.refusable)


def joined(text: Text) -> Text:
    """Join neighbouring strings."""
    parts: list[Any] = []
    for part in text:
        if parts and isinstance(part, str) and isinstance(parts[-1], str):
            parts[-1] += part
        else:
            parts.append(part)
    return tuple(parts)


def cut(body: bytes, places: list[int]) -> tuple[bytes, ...]:
    """Return the body in pieces, none of them empty."""
    ends = sorted({place % (len(body) + 1) for place in places} - {0, len(body)})
    pieces = (body[start:end] for start, end in zip([0, *ends], [*ends, len(body)], strict=True))
    return tuple(piece for piece in pieces if piece)
