"""A request as it is generated: what differs from adapter to adapter refers to an earlier answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self, cast

from tests.clients.base import Client
from tests.clients.response import Response

# Forty times the same and more is written as a product.
RUN = r"(?s)(.)\1{39,}"


@dataclass(frozen=True, slots=True)
class Reference:
    """A member of the JSON object that answered an earlier request of the same sequence."""

    step: int
    member: str

    def within(self, answers: Sequence[Response]) -> str:
        """The value that one adapter gave; "none" where its answer has no such member."""
        try:
            document: object = answers[self.step].json()
        except ValueError:
            return "none"
        return str(cast("dict[str, object]", document).get(self.member)) if isinstance(document, dict) else "none"

    def code(self) -> str:
        return f'answer{self.step}.json()["{self.member}"]'


Text = tuple[str | Reference, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """What `Client.request` takes, with references in it."""

    method: str
    target: Text
    headers: tuple[tuple[str, Text], ...] = ()
    body: bytes = b""
    chunks: tuple[bytes, ...] | None = None

    @property
    def references(self) -> list[Reference]:
        texts = [self.target, *(value for _, value in self.headers)]
        return [part for text in texts for part in text if isinstance(part, Reference)]

    def send(self, client: Client, answers: Sequence[Response]) -> Response:
        """Send it to one adapter, with the values that this adapter has given in its earlier answers."""
        return client.request(
            self.method,
            rendered(self.target, answers),
            headers=[(name, rendered(value, answers)) for name, value in self.headers],
            body=self.body,
            chunks=self.chunks,
        )

    def marked(self, old: str, new: str) -> Self:
        """With another mark in the emails and searches."""
        if not old:
            return self
        pair = old.encode(), new.encode()
        return replace(
            self,
            target=tuple(part.replace(old, new) if isinstance(part, str) else part for part in self.target),
            body=self.body.replace(*pair),
            chunks=None if self.chunks is None else tuple(chunk.replace(*pair) for chunk in self.chunks),
        )

    def code(self, step: int) -> str:
        """The line of a test that sends it."""
        arguments = [literal(self.method), text_code(self.target)]
        if self.headers:
            pairs = (f"({literal(name)}, {text_code(value)})" for name, value in self.headers)
            arguments.append(f"headers=[{', '.join(pairs)}]")
        if self.body:
            arguments.append(f"body={literal(self.body)}")
        if self.chunks is not None:
            arguments.append(f"chunks=[{', '.join(literal(chunk) for chunk in self.chunks)}]")
        return f"answer{step} = client.request({', '.join(arguments)})"


def rendered(text: Text, answers: Sequence[Response]) -> str:
    return "".join(part if isinstance(part, str) else part.within(answers) for part in text)


def text_code(text: Text) -> str:
    return " + ".join(literal(part) if isinstance(part, str) else part.code() for part in text) or '""'


def literal(data: str | bytes) -> str:
    """Text or bytes as Python writes them, long runs as products."""
    parts: list[str] = []
    end = 0
    for run in re.finditer(RUN, data if isinstance(data, str) else data.decode("latin-1")):
        parts += [quoted(data[end : run.start()])] if run.start() > end else []
        parts.append(f"{quoted(data[run.start() : run.start() + 1])} * {len(run[0])}")
        end = run.end()
    return " + ".join(parts + ([quoted(data[end:])] if end < len(data) or not parts else []))


def quoted(data: str | bytes) -> str:
    """In double quotes where that needs no escape."""
    code = repr(data)
    return code.replace("'", '"') if not re.search(r'["\\]', code) and code.count("'") == 2 else code
