"""The client of a run: below a path, noting down what is asked and answered, and what was made on the way."""

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
BEHIND = re.compile(rb"[A-Z]+ \S+ (?=HTTP/1\.1\r\n)")  # a request line behind another request, or behind its body
NOTHING = ("nothing", "")


class RecordingClient(SocketClient):
    """Speaks to the application as the tests do, who know of no mount."""

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
        prefix, response = self.address.prefix, None
        with interrupts.held():  # or what was just made would be unknown
            try:
                response = super().request(method, prefix + target, headers=headers, body=body, chunks=chunks)
                response = self.address.inside(response)
            finally:
                remembered = self.journal.add(method, target, headers, body, response)
        return remembered

    def head(self, line: str, *headers: str) -> bytes:
        method, _, target = line.partition(" ")
        return super().head(f"{method} {self.address.prefix}{target}", *headers)

    def connect(self) -> Connection:
        with interrupts.held():
            connection = RecordingConnection(self.address, self.journal)
            self.opened.append(connection)  # closed with the client where Ctrl-C comes before the caller has it
        return connection

    def another(self) -> "RecordingClient":
        return RecordingClient(self.address, self.journal)


class RecordingConnection(Connection):
    """A connection on which requests are sent whole, one or several in one go, and answered in their turn."""

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
            remembered = self.journal.add(*asked, [], b"", response, follows=self.used)
            self.used = True
        return remembered


def asked_in(data: bytes, prefix: str) -> Iterator[tuple[str, str]]:
    """Methods and targets in exact bytes, as far as there are any, without what is before the path.

    Of the rest nothing is kept: there may be a token in it.
    """
    first, _, rest = data.lstrip(b"\r\n").partition(b"\r\n")
    for line in (first, *(found[0] for found in BEHIND.finditer(rest))):
        method, target, *_ = [*line.decode("latin-1").split(" "), ""]
        yield method, ORIGIN.sub("", target).removeprefix(prefix)
