"""Defines a row: a rule of the contract, a request that shows whether it is kept, and how to read the answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from compare.gaps import Kind
from tests.clients.base import Client, Header
from tests.clients.response import Response

Text = TypeVar("Text", str, bytes)
Trouble = Literal["commits fail", "the table is missing"]

JSON = "application/json"
BEARER: Header = ("Authorization", "Bearer <token>")


@dataclass(frozen=True)
class Ask:
    """One request; `<user>`, `<spare>`, `<document>`, `<token>` and `<unique>` stand for prepared values."""

    method: str
    target: str
    headers: Sequence[Header] = ()
    body: bytes = b""
    chunks: Sequence[bytes] | None = None

    def of(self, client: Client, known: Mapping[str, str]) -> Response:
        """Send it."""

        def fill(text: Text) -> Text:
            for name, value in known.items():
                if isinstance(text, str):
                    text = text.replace(f"<{name}>", value)
                else:
                    text = text.replace(f"<{name}>".encode(), value.encode())
            return text

        headers = [(name, fill(value)) for name, value in self.headers]
        return client.request(self.method, fill(self.target), headers=headers, body=fill(self.body), chunks=self.chunks)


@dataclass(frozen=True)
class Row:
    """One rule.

    `test` names the test below tests/contract that holds every adapter to it. `show` reduces an answer to a few words;
    `wanted` are those words where the rule is kept. `kind` says whether another answer is a defect.
    """

    name: str
    rule: str
    test: str
    ask: Ask
    show: Callable[[Response], str]
    wanted: str
    during: Trouble | None = None
    kind: Kind = "policy"


def get(target: str, *headers: Header) -> Ask:
    """A GET with a token."""
    return Ask("GET", target, [BEARER, *headers])


def post(target: str, body: bytes, content_type: str | None = JSON, *, token: bool = True) -> Ask:
    """A POST of a body with a content type, JSON by default."""
    headers: list[Header] = [BEARER] if token else []
    return Ask("POST", target, headers if content_type is None else [*headers, ("Content-Type", content_type)], body)


# How to show an answer


def status(answer: Response) -> str:
    return str(answer.status)


def kind(answer: Response) -> str:
    """The status and the media type, without parameters."""
    content_type = "".join(answer.header("content-type")).partition(";")[0]
    return f"{answer.status} {content_type or 'without a type'}"


def header(name: str) -> Callable[[Response], str]:
    """The status and one header."""

    def show(answer: Response) -> str:
        values = answer.header(name)
        return f"{answer.status}, {name}: {', '.join(values)}" if values else f"{answer.status}, no {name}"

    return show


def holds(text: bytes, yes: str, no: str) -> Callable[[Response], str]:
    """Whether the body contains a text."""
    return lambda answer: yes if text in answer.body else no
