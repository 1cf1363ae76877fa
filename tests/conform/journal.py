"""What one test asked and was answered: the operation of each exchange, and from where in the test it was asked."""

import inspect
import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from types import CodeType, FrameType
from typing import Any
from urllib.parse import unquote

from tests import people
from tests.clients.base import Header
from tests.clients.response import Response
from tests.contract.operations import OPERATIONS

TESTS = Path(__file__).parent.parent
OURS = (str(TESTS / "clients"), str(TESTS / "conform"))

AT_LARGE = "HTTP at large"  # what no operation answers: paths that are none, other methods, connections
PARAMETERS = {"slug": "[a-z0-9-]{1,100}"}
UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"

Span = tuple[int | None, int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Place:
    """An expression in a file of the tests: its first and last line, its first and last column."""

    file: str
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Exchange:
    """One request and what came; `response` is None where there was no answer."""

    method: str
    target: str
    headers: Sequence[Header]
    body: bytes
    places: tuple[Place, ...]
    response: Response | None = None
    follows: bool = False  # what was asked on the same connection before may be why the answer is wrong

    @property
    def operation(self) -> str:
        return operation_of(self.method, self.target)

    @property
    def prepares(self) -> bool:
        """Whether it was asked for by what makes users and logs them in, not by the test."""
        return bool(self.places) and self.places[0].file == people.__file__

    @property
    def counts(self) -> bool:
        """Whether it was asked for its own sake, and not to see how a connection goes on."""
        return not (self.prepares or self.follows)


class Remembered(Response):
    """An answer that notes down what JSON it gave out, so that it is known what came from where."""

    __slots__ = ("journal",)

    def stands(self) -> None:
        journal: Journal = self.journal
        _, exchange = journal.origins[id(self)]
        # The answer to a HEAD has little that could be wrong.
        if self.status < 300 and self.body and exchange.operation != AT_LARGE:
            journal.stood.add(exchange.operation)

    def json(self) -> Any:
        document = Response.json(self)
        journal: Journal = self.journal
        journal.remember(document, self)
        return document


@dataclass
class Journal:
    """The exchanges of one test, in the order of their answers; written by many threads."""

    exchanges: list[Exchange] = field(default_factory=list[Exchange])
    # By identity, which nobody else gets: the objects are kept.
    origins: dict[int, tuple[object, Exchange]] = field(default_factory=dict[int, tuple[object, Exchange]])
    stood: set[str] = field(default_factory=set[str])  # operations whose successes were compared whole, and were right
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(
        self,
        method: str,
        target: str,
        headers: Sequence[Header],
        body: bytes,
        response: Response | None,
        *,
        follows: bool = False,
    ) -> Any:
        """Note an exchange down; gives back the answer as the test is to have it."""
        remembered = None
        if response is not None:
            remembered = Remembered(response.status, response.headers, response.body)
            object.__setattr__(remembered, "journal", self)  # it is frozen
        exchange = Exchange(method, target, headers, body, tuple(places(inspect.currentframe())), remembered, follows)
        with self.lock:
            self.exchanges.append(exchange)
            if remembered is not None:
                self.origins[id(remembered)] = remembered, exchange
        return remembered

    def remember(self, document: object, response: Response) -> None:
        """Note down that this JSON, and all that is in it, came with this answer."""
        _, exchange = self.origins[id(response)]
        with self.lock:
            for part in parts(document):
                self.origins[id(part)] = part, exchange

    def origin(self, value: object) -> Iterator[Exchange]:
        """Which answers a value came with, if it is one, or JSON of one, or a collection of such."""
        for part in (value, *(value if isinstance(value, list | tuple) else ())):  # pyright: ignore[reportUnknownVariableType] - whatever a test holds
            if id(part) in self.origins:  # pyright: ignore[reportUnknownArgumentType] - likewise
                yield self.origins[id(part)][1]  # pyright: ignore[reportUnknownArgumentType] - likewise


def parts(document: object) -> Iterator[object]:
    """The objects and arrays of JSON: those that are the same Python object nowhere else."""
    if isinstance(document, dict | list):
        yield document
        for part in document.values() if isinstance(document, dict) else document:  # pyright: ignore[reportUnknownVariableType] - JSON
            yield from parts(part)  # pyright: ignore[reportUnknownArgumentType] - JSON


def places(frame: FrameType | None) -> Iterator[Place]:
    """Where in the tests a request comes from, innermost first; clients are left out."""
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(str(TESTS)) and not file.startswith(OURS):
            yield Place(file, span(frame.f_code, frame.f_lasti))
        frame = frame.f_back


def span(code: CodeType, instruction: int) -> Span:
    return next(islice(code.co_positions(), instruction // 2, None), (None, None, None, None))


def pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{(\w+)\\}", lambda name: PARAMETERS.get(name[1], UUID), re.escape(template)))


PATTERNS = [(name, method, pattern(template)) for name, method, template in OPERATIONS]


def operation_of(method: str, target: str) -> str:
    """The operation that must answer, or AT_LARGE where none does."""
    path = unquote(target.partition("?")[0])
    wanted = "GET" if method == "HEAD" else method
    return next((name for name, verb, form in PATTERNS if verb == wanted and form.fullmatch(path)), AT_LARGE)
