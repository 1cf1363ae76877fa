"""Sends one sequence of requests to all adapters side by side, and compares the answers."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import Self

from lab.fuzz.normal import Answer, Placeholders
from lab.fuzz.request import Request
from tests.clients.base import Client
from tests.clients.response import Response
from tests.contract.answers import PROBLEM

# The operation, and the status by adapter: differences that share these are most likely one fault.
Likeness = tuple[str, tuple[tuple[int, tuple[str, ...]], ...]]

SHOWN_ONCE = "Sent again by itself, this is answered alike: what the applications were sent before it has a part in it."


def nothing() -> None:
    """Restore nothing."""


@dataclass(frozen=True, slots=True)
class Member:
    """One adapter; `restore` returns its database to the beginning of every sequence."""

    name: str
    client: Client
    restore: Callable[[], None] = nothing
    start: Callable[[], Client] | None = None
    """Starts the application again on the same database; only where that takes no time."""

    def fresh(self, stack: ExitStack) -> Self:
        """Return the same adapter with a fresh application, which ends with the stack."""
        return self if self.start is None else replace(self, client=stack.enter_context(self.start()))


class Refused(Exception):
    """A server refused a request by itself: some applications never saw it, so the sequence ends."""


class Difference(Exception):
    """The answers to the last of these requests; raised where they differ, or where one must not occur."""

    operation = ""
    """The operation that the last request counts for."""
    found_as: "Likeness | None" = None
    """Its likeness before it was shrunk."""
    mark = ""
    """The text that all emails of the sequence contain."""
    repeated = False
    """Whether it showed again when the requests were sent again."""

    def __init__(self, requests: Sequence[Request], answers: Sequence[tuple[str, Answer | str]]) -> None:
        """`answers` pairs the name of each adapter with its answer, or with what it raised."""
        super().__init__()
        self.requests = list(requests)
        self.groups: dict[Answer | str, list[str]] = {}
        for name, answer in answers:
            self.groups.setdefault(answer, []).append(name)

    @property
    def passable(self) -> bool:
        """Whether all answers are equal and allowed."""
        first = next(iter(self.groups))
        return len(self.groups) == 1 and isinstance(first, Answer) and first.status < 500

    @property
    def size(self) -> tuple[int, int, int]:
        """The size: first the number of requests, then of references between them, then their length."""
        return len(self.requests), sum(len(request.references) for request in self.requests), len(repr(self.requests))

    @property
    def likeness(self) -> Likeness:
        """What it shares with other differences that the same fault causes."""
        parties = ((answer.status if isinstance(answer, Answer) else 0, names) for answer, names in self.groups.items())
        return self.operation, tuple(sorted((status, tuple(names)) for status, names in parties))

    @property
    def code(self) -> str:
        """The code of a test that sends these requests."""
        lines = (f"    {request.code(step)}" for step, request in enumerate(self.requests))
        client = "SocketClient" if any(request.behind for request in self.requests) else "Client"
        return "\n".join([f"def test_the_difference(client: {client}) -> None:", *lines])

    @property
    def told(self) -> str:
        """The answers to the last request, each with the adapters that gave it."""
        bodies = [answer.body for answer in self.groups if isinstance(answer, Answer)]
        start = max(0, first_difference(*bodies[:2]) - 200) if len(bodies) > 1 else 0
        told = (
            f"{', '.join(names)}:\n{answer if isinstance(answer, str) else answer.shown(start)}"
            for answer, names in self.groups.items()
        )
        return "\n\n".join([*told, *(() if self.repeated else (SHOWN_ONCE,))])

    def __str__(self) -> str:
        return f"{self.code}\n\n{self.told}"


@dataclass
class Voice:
    """The part of one adapter in a conversation."""

    member: Member
    placeholders: Placeholders = field(default_factory=Placeholders)
    answers: list[Response] = field(default_factory=list[Response])

    def ask(self, request: Request) -> Answer | str:
        """Return the answer, or the exception in its place."""
        try:
            first, *second = request.send(self.member.client, self.answers)
        except Exception as error:  # an adapter that raises is a find
            return f"no answer: {error!r}"
        self.answers.append(first)
        own = any(not isinstance(part, str) for part in request.target)
        told, *then = [self.placeholders.answer(response, own_query=own) for response in (first, *second)]
        return replace(told, body="\n\n".join([told.body, *(each.shown(0) for each in then)]))


def refused(answer: Answer | str) -> bool:
    """Whether this is a refusal by the server itself: no answer, or one that is not a problem."""
    if isinstance(answer, str):
        return "closed without an answer" in answer
    return answer.status in {400, 414, 431} and ("content-type", (PROBLEM,)) not in answer.headers


def first_difference(one: str, other: str) -> int:
    """Return where two texts begin to differ, or 0."""
    return next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)


class Conversation:
    """One sequence of requests, which begins with restored databases."""

    def __init__(self, members: Sequence[Member], pool: ThreadPoolExecutor, *, refused: bool = False) -> None:
        """`refused` says whether a server has kept an earlier request from some applications."""
        self.pool = pool
        self.voices = [Voice(member, Placeholders(samples=not refused)) for member in members]
        self.requests: list[Request] = []

    def ask(self, request: Request) -> Response:
        """Send one request to every adapter, and return the answer of the first.

        Raises:
            Difference: they are not all alike, or are a server error.
        """
        if not self.requests:
            for restored in [self.pool.submit(voice.member.restore) for voice in self.voices]:
                restored.result()
        self.requests.append(request)
        asked = [self.pool.submit(voice.ask, request) for voice in self.voices]
        named = [(voice.member.name, answer.result()) for voice, answer in zip(self.voices, asked, strict=True)]
        seen = [(name, answer) for name, answer in named if not (request.refusable and refused(answer))]
        difference = Difference(self.requests, seen)
        if seen and not difference.passable:
            raise difference
        if len(seen) < len(named):
            raise Refused
        return self.voices[0].answers[-1]
