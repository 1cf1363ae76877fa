"""What a row of the ledger is: a rule of the contract, a request that shows whether it is kept, and what shows it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from tests.clients.base import Client, Header
from tests.clients.response import Response

Text = TypeVar("Text", str, bytes)
Trouble = Literal["commits fail", "the table is missing"]

JSON = "application/json"
BEARER: Header = ("Authorization", "Bearer <token>")


@dataclass(frozen=True)
class Ask:
    """One request; `<user>`, `<spare>`, `<document>`, `<token>` and `<unique>` in it stand for what was prepared."""

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

    `test` is where the contract holds it, below tests/contract; `show` says in a few words what an answer tells of it,
    `wanted` what that is where the rule is kept.
    """

    name: str
    rule: str
    test: str
    ask: Ask
    show: Callable[[Response], str]
    wanted: str
    during: Trouble | None = None


def get(target: str, *headers: Header) -> Ask:
    """As an ordinary caller would ask, with a token."""
    return Ask("GET", target, [BEARER, *headers])


def post(target: str, body: bytes, content_type: str | None = JSON, *, token: bool = True) -> Ask:
    """A body under a content type, by default as JSON."""
    headers: list[Header] = [BEARER] if token else []
    return Ask("POST", target, headers if content_type is None else [*headers, ("Content-Type", content_type)], body)


# What answers tell


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
    """Whether the body has a text in it."""
    return lambda answer: yes if text in answer.body else no
