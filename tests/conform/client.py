"""The client of a run: below a path, noting down what is asked and answered, and what was made on the way."""

from collections.abc import Sequence

from tests.clients.base import Header
from tests.clients.connection import Connection, Exchange
from tests.clients.response import Response
from tests.clients.socket import SocketClient
from tests.conform.interrupts import interrupts
from tests.conform.journal import Journal
from tests.conform.target import Address


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
        """Send one request; a Location that leads into the mount loses its path, another one stays as it came."""
        prefix, response = self.address.prefix, None
        with interrupts.held():  # or what was just made would be unknown
            try:
                response = super().request(method, prefix + target, headers=headers, body=body, chunks=chunks)
                headers_inside = [self.inside(*header) for header in response.headers]
                response = Response(response.status, headers_inside, response.body)
            finally:
                remembered = self.journal.add(method, target, headers, body, response)
        return remembered

    def inside(self, name: str, value: str) -> Header:
        if name.lower() == "location" and value.startswith(f"{self.address.prefix}/"):
            return name, value.removeprefix(self.address.prefix)
        return name, value

    def head(self, line: str, *headers: str) -> bytes:
        method, _, target = line.partition(" ")
        return super().head(f"{method} {self.address.prefix}{target}", *headers)

    def raw(self, data: bytes, *, within: float = 0.25) -> Exchange:
        method, target = asked_in(data, self.address.prefix)
        try:
            exchange = super().raw(data, within=within)
        except Exception:
            self.journal.add(method, target, [], b"", None)
            raise
        remembered = self.journal.add(method, target, [], b"", exchange.response)
        return Exchange(remembered, exchange.rest, exchange.ending)

    def connect(self) -> Connection:
        return RecordingConnection(self.address, self.journal)

    def another(self) -> "RecordingClient":
        return RecordingClient(self.address, self.journal)


class RecordingConnection(Connection):
    """A connection on which one request is sent at a time, whole."""

    def __init__(self, address: Address, journal: Journal) -> None:
        super().__init__(address.host, address.port, address.tls)
        self.address = address
        self.journal = journal
        self.asked = ("", "")

    def send(self, data: bytes) -> None:
        self.asked = asked_in(data, self.address.prefix)
        super().send(data)

    def receive(self, method: str) -> Response | None:
        response: Response | None = None
        try:
            response = super().receive(method)
        finally:
            remembered = self.journal.add(*self.asked, [], b"", response)
        return remembered


def asked_in(data: bytes, prefix: str) -> tuple[str, str]:
    """Method and target of exact bytes. Of the rest nothing is kept: there may be a token in it."""
    method, target, *_ = data.split(b"\r\n", 1)[0].decode("latin-1").split(" ")
    return method, target.removeprefix(prefix)
