"""A request while it is being made up: parts that can be spoiled one by one."""

import json
from dataclasses import dataclass, field
from typing import Any, Self

from lab.fuzz.request import Request, Text
from lab.fuzz.things import Subject
from lab.fuzz.uploads import Form


@dataclass
class Call:
    """One operation's request; `operation` is what it is counted as."""

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
    """What is sent; for most calls, the document or the form."""
    cuts: list[int] | None = None
    """Where a body of undeclared length is cut into chunks."""
    coding: str = ""
    """How the chunks are written; one of `CODINGS`."""
    behind: bytes = b""
    """A second request, sent in the same breath."""
    refusable: bool = False
    """Whether a server may refuse it, so that an adapter never sees it."""
    subject: Subject | None = None
    """Whom or what the operation is about; for what it makes, whom that belongs to."""

    def say(self, document: dict[str, Any], *, escaped: bool = False) -> None:
        """Make this JSON document the body."""
        self.document = document
        self.body = json.dumps(document, ensure_ascii=escaped).encode()
        self.content_types = self.content_types or ["application/json"]

    def attach(self, form: Form) -> None:
        """Make this form the body."""
        self.form = form
        self.body = form.body
        self.content_types = [form.content_type]

    def counted(self, name: str) -> Self:
        """Counted as no operation's: it teaches nothing about what there is."""
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
    """Neighbouring strings as one."""
    parts: list[Any] = []
    for part in text:
        if parts and isinstance(part, str) and isinstance(parts[-1], str):
            parts[-1] += part
        else:
            parts.append(part)
    return tuple(parts)


def cut(body: bytes, places: list[int]) -> tuple[bytes, ...]:
    """The body in pieces, none of them empty."""
    ends = sorted({place % (len(body) + 1) for place in places} - {0, len(body)})
    pieces = (body[start:end] for start, end in zip([0, *ends], [*ends, len(body)], strict=True))
    return tuple(piece for piece in pieces if piece)
