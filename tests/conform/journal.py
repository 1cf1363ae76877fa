"""The exchanges of one test: each request, its answer, and the operation that must answer it."""

import inspect
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from tests import people
from tests.clients.base import Header
from tests.clients.response import Response
from tests.contract.operations import OPERATIONS

AT_LARGE = "HTTP at large"  # what no operation answers: unknown paths, other methods, connections
PARAMETERS = {"slug": "[a-z0-9-]{1,100}"}
UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
SECRETS = re.compile(r'("?(?:access_token|(?:current_)?password)"?\s*[=:]\s*)("(?:[^"\\]|\\.)*"?|[^&"\s]+)')
WIDTH = 300  # characters of a body that are shown


@dataclass(frozen=True, slots=True, eq=False)
class Exchange:
    """One request and its answer; `response` is None where none came.

    `prepares` is true where the test's helpers create users and log them in, `follows` where another request came
    before it on the same connection, which may be the reason for a wrong answer.
    """

    method: str
    target: str
    headers: Sequence[Header]
    body: bytes
    response: Response | None = None
    prepares: bool = False
    follows: bool = False

    @property
    def operation(self) -> str:
        return AT_LARGE if self.follows else operation_of(self.method, self.target)

    def __str__(self) -> str:
        """Show the request and the answer without headers, passwords and tokens."""
        answer = "no answer" if self.response is None else f"{self.response.status} {shown(self.response.body)}"
        target = SECRETS.sub(r"\1…", self.target)
        return f"{self.method} {target} {shown(self.body)}".rstrip() + f" -> {answer}".rstrip()


@dataclass
class Journal:
    """The exchanges of one test, in the order of their answers; many threads may add to it."""

    exchanges: list[Exchange] = field(default_factory=list[Exchange])
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
    ) -> None:
        """Note an exchange."""
        exchange = Exchange(method, target, headers, body, response, prepares(), follows)
        with self.lock:
            self.exchanges.append(exchange)


def prepares() -> bool:
    """Whether the helper that creates and logs in users is asking."""
    frame = inspect.currentframe()  # inspect.stack() would read every source file
    while frame is not None and frame.f_code.co_filename != people.__file__:
        frame = frame.f_back
    return frame is not None


def shown(body: bytes) -> str:
    """Show the beginning of a body on one line, without the values of secrets."""
    text = SECRETS.sub(r'\1"…"', body[: 10 * WIDTH].decode("utf-8", "replace"))
    text = "".join(character if character.isprintable() else ascii(character)[1:-1] for character in text)
    return text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…"


def pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{(\w+)\\}", lambda name: PARAMETERS.get(name[1], UUID), re.escape(template)))


PATTERNS = [(operation.name, operation.method, pattern(operation.path)) for operation in OPERATIONS]


def operation_of(method: str, target: str) -> str:
    """Return the operation that must answer, or AT_LARGE where none does."""
    path = unquote(target.partition("?")[0])
    wanted = "GET" if method == "HEAD" else method
    return next((name for name, verb, form in PATTERNS if verb == wanted and form.fullmatch(path)), AT_LARGE)
