"""Asks every server in turn the same few requests, over and over, and holds each answer against the right one.

All servers stay up. So the two sides of a ratio are measured within a second of each other, and whatever slows the
machine down slows both.
"""

import json
import random
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field

from compare.answers import LISTED, PASSWORD, Answers
from compare.client import Answer, Asked, Broken, Client
from compare.plan import Plan
from compare.results import OPERATIONS, Operation, Slice
from compare.rows import Entry
from compare.servers import Server

LIVE = "/health/live"


@dataclass
class Subject:
    """A row whose server is up. An error ends its measurement and voids its figures."""

    entry: Entry
    server: Server
    url: str
    prefix: str
    right: Answers = field(init=False)
    """What the check has read. It is not set if the check has failed."""
    error: str | None = None
    created: list[str] = field(default_factory=list[str])
    """The emails of the users whose creation it has acknowledged in a cycle."""
    loaded: int = 0
    """How many it has acknowledged in a load at a fixed rate."""


def cycles(subjects: Sequence[Subject], plan: Plan, seed: int) -> Generator[list[Slice]]:
    """Yield the slices of one cycle after the other, without an end.

    A cycle takes the operations in turn, and for each of them all rows in a new order.
    """
    order = random.Random(seed)  # noqa: S311  # an order to repeat, no secret
    number = 0
    while True:
        number += 1
        taken: list[Slice] = []
        for operation in OPERATIONS:
            remaining = [subject for subject in subjects if subject.error is None]
            order.shuffle(remaining)
            for subject in remaining:
                found = take(subject, number, operation, plan)
                if found is not None:
                    taken.append(found)
        yield taken


def take(subject: Subject, cycle: int, operation: Operation, plan: Plan) -> Slice | None:
    """Measure one slice; None if an answer was wrong, which is then the subject's error."""
    server = subject.server
    requests = prepare(subject, cycle, operation, plan.requests[operation])
    try:
        with Client(server.host, server.port, plan.connections) as client:
            # The connections are accepted, and the server is awake, before anything is measured.
            client.ask([_request("GET", LIVE, server.host)] * plan.connections)
            before = server.cpu_seconds()
            asked = client.ask(requests)
            cpu = server.cpu_seconds() - before
    except (Broken, OSError) as error:
        subject.error = f"{operation}, cycle {cycle}: {error}"
        return None
    subject.error = wrong(subject, cycle, operation, asked.answers)
    return None if subject.error else _slice(subject.entry.row.name, cycle, operation, asked, cpu)


def prepare(subject: Subject, cycle: int, operation: Operation, count: int) -> list[bytes]:
    """The requests of a slice, the same for every row but for the token and the address."""
    host, right = subject.server.host, subject.right
    bearer = f"Authorization: Bearer {right.token}\r\n"
    match operation:
        case "get_user":
            return [_request("GET", f"/users/{user}", host, bearer) for user in _read(right, cycle, count)]
        case "list_users":
            query = "&".join(f"{name}={value}" for name, value in LISTED.items())
            return [_request("GET", f"/users?{query}", host, bearer)] * count
        case "create_user":
            return [
                _request("POST", "/users", host, "Content-Type: application/json\r\n", _new(subject, cycle, number))
                for number in range(count)
            ]


def wrong(subject: Subject, cycle: int, operation: Operation, answers: Sequence[Answer]) -> str | None:
    """Say what is wrong with the first wrong answer; None if all are right. Notes the users that were created."""
    right = subject.right
    for number, answer in enumerate(answers):
        match operation:
            case "get_user":
                fault = _differs(answer, right.bodies[_read(right, cycle, len(answers))[number]])
            case "list_users":
                fault = _wrong_list(answer, right, right.total + len(subject.created))
            case "create_user":
                fault = _wrong_creation(subject, answer, _email(subject, cycle, number))
        if fault:
            return f"{operation}, cycle {cycle}: {fault}"
    return None


def _slice(row: str, cycle: int, operation: Operation, asked: Asked, cpu: float) -> Slice:
    return Slice(
        row=row,
        cycle=cycle,
        operation=operation,
        requests=len(asked.answers),
        seconds=asked.seconds,
        cpu=cpu,
        client_cpu=asked.cpu,
        busy=asked.busy,
        received=asked.received,
    )


def _read(right: Answers, cycle: int, count: int) -> list[str]:
    """The users of a slice: in each cycle they begin elsewhere among those that were read."""
    users = list(right.bodies)
    return [users[(cycle * 7 + number) % len(users)] for number in range(count)]


def _email(subject: Subject, cycle: int, number: int) -> str:
    return f"{subject.prefix}-{cycle:04}-{number:04}@example.org"


def _new(subject: Subject, cycle: int, number: int) -> bytes:
    email = _email(subject, cycle, number)
    return json.dumps({"email": email, "name": email.partition("@")[0], "password": PASSWORD}).encode()


def _differs(answer: Answer, body: bytes) -> str | None:
    if answer.status == 200 and answer.body == body:
        return None
    return f"answered {answer.status}, other than before: {_beginning(answer)}"


def _wrong_list(answer: Answer, right: Answers, total: int) -> str | None:
    page = _json(answer)
    if answer.status != 200 or page.get("items") != right.items:
        return f"answered {answer.status}, other than before: {_beginning(answer)}"
    return None if page.get("total") == total else f"a total of {page.get('total')}, though there are {total} users"


def _wrong_creation(subject: Subject, answer: Answer, email: str) -> str | None:
    user = _json(answer)
    if answer.status != 201 or user.get("email") != email:
        return f"answered {answer.status}, not 201 with {email}: {_beginning(answer)}"
    subject.created.append(email)
    return None


def _json(answer: Answer) -> dict[str, object]:
    try:
        document = json.loads(answer.body)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}  # pyright: ignore[reportUnknownVariableType]


def _beginning(answer: Answer) -> str:
    return answer.body[:200].decode(errors="replace")


def _request(method: str, target: str, host: str, headers: str = "", body: bytes = b"") -> bytes:
    length = f"Content-Length: {len(body)}\r\n" if body else ""
    return f"{method} {target} HTTP/1.1\r\nHost: {host}\r\n{headers}{length}\r\n".encode() + body
