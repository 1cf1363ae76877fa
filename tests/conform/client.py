"""The client of a run: it speaks below a path, and notes every exchange in a journal."""

import re
from collections import deque
from collections.abc import Iterator, Sequence

from tests.clients.base import Header
from tests.clients.connection import Connection
from tests.clients.response import Response
from tests.clients.socket import SocketClient
from tests.conform.interrupts import interrupts
from tests.conform.journal import Journal
from tests.conform.target import Address

ORIGIN = re.compile(r"\Ahttps?://[^/]*")
BEHIND = re.compile(rb"[A-Z]+ \S+ (?=HTTP/1\.1\r\n)")  # a request line after another request or its body
NOTHING = ("nothing", "")


class RecordingClient(SocketClient):
    """Hides the path of a mount from the tests."""

    def __init__(self, address: Address, journal: Journal) -> None:
        super().__init__(address.host, address.port, address.tls)
        self.address = address
        self.journal = journal

    def request(
        self,
        method: str,
        target: str,
        *,
        headers: Sequence[Header] = (),
        body: bytes = b"",
        chunks: Sequence[bytes] | None = None,
    ) -> Response:
        """Send one request."""
        below = self.address.prefix + target
        with interrupts.held():  # else nobody would know what this request created
            try:
                answer = super().request(method, below, headers=headers, body=body, chunks=chunks)
            except BaseException:
                self.journal.add(method, target, headers, body, None)
                raise
            response = self.address.inside(answer)
            self.journal.add(method, target, headers, body, response)
        return response

    def head(self, line: str, *headers: str) -> bytes:
        method, _, target = line.partition(" ")
        return super().head(f"{method} {self.address.prefix}{target}", *headers)

    def connect(self) -> Connection:
        with interrupts.held():
            connection = RecordingConnection(self.address, self.journal)
            self.opened.append(connection)  # the client closes it if Ctrl-C comes before the caller has it
        return connection

    def another(self) -> "RecordingClient":
        return RecordingClient(self.address, self.journal)


class RecordingConnection(Connection):
    """A connection on which a test sends whole requests, one or several at once, and receives an answer to each."""

    def __init__(self, address: Address, journal: Journal) -> None:
        super().__init__(address.host, address.port, address.tls)
        self.address = address
        self.journal = journal
        self.asked = deque[tuple[str, str]]()
        self.used = False

    def send(self, data: bytes) -> None:
        self.asked = deque(asked_in(data, self.address.prefix))
        super().send(data)

    def receive(self, method: str) -> Response | None:
        response: Response | None = None
        try:
            response = super().receive(method)
            if response is not None:
                response = self.address.inside(response)
        finally:
            asked = self.asked.popleft() if self.asked else NOTHING
            self.journal.add(*asked, [], b"", response, follows=self.used)
            self.used = True
        return response


def asked_in(data: bytes, prefix: str) -> Iterator[tuple[str, str]]:
    """Find the methods and targets in raw bytes, and remove what precedes the path.

    The rest is not kept: it may contain a token.
    """
    first, _, rest = data.lstrip(b"\r\n").partition(b"\r\n")
    for line in (first, *(found[0] for found in BEHIND.finditer(rest))):
        method, target, *_ = [*line.decode("latin-1").split(" "), ""]
        yield method, ORIGIN.sub("", target).removeprefix(prefix)
