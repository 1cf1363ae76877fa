"""One TCP connection that sends any bytes; h11 parses the answers strictly."""

import select
import socket
import ssl
import time
from dataclasses import dataclass
from typing import Literal, Self

import h11

from tests.clients.base import SECONDS_TO_ANSWER, Header
from tests.clients.response import Response

Ending = Literal["open", "closed", "reset"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """The outcome of exact bytes: the answer if there was one, further bytes, and the state of the connection."""

    response: Response | None
    rest: bytes
    ending: Ending


class Connection:
    """Sends bytes as they are, reads one answer at a time."""

    def __init__(self, host: str, port: int, tls: ssl.SSLContext | None = None) -> None:
        """Connect.

        Raises:
            OSError: no server listens there, or no such host exists; `ssl.SSLError` if it cannot be trusted.
        """
        self.socket = socket.create_connection((host, port), timeout=SECONDS_TO_ANSWER)
        if tls is not None:
            self.socket = tls.wrap_socket(self.socket, server_hostname=host)
        self.pending = b""
        self.ending: Ending = "open"
        self.finished = False

    def send(self, data: bytes) -> None:
        """Send, and stop silently if the server no longer reads: its answer is still to be read."""
        rest = memoryview(data)
        while rest:
            _, writable, _ = select.select([], [self.socket], [], 0)
            if not writable:
                answered, writable, _ = select.select([self.socket], [self.socket], [], SECONDS_TO_ANSWER)
                if not writable:
                    self.finished = True
                    if answered:
                        return
                    raise TimeoutError("the server neither reads nor answers")
            try:
                rest = rest[self.socket.send(rest) :]
            except (BrokenPipeError, ConnectionResetError, ssl.SSLEOFError):
                self.finished = True
                return
            except ssl.SSLError as error:
                if error.reason != "BAD_LENGTH":  # of OpenSSL: the server has cut off the write before this one
                    raise
                self.finished = True
                return

    def receive(self, method: str) -> Response | None:
        """Read one answer to a request of this method; None where the server closed instead.

        Raises:
            h11.RemoteProtocolError: what came is no HTTP, or ends too soon.
            TimeoutError: nothing came for `SECONDS_TO_ANSWER`.
        """
        parser = h11.Connection(h11.CLIENT)
        # The bytes were not sent by h11, which needs to know the method to parse the answer.
        parser.send(h11.Request(method=method, target="/", headers=[("Host", "localhost")]))
        parser.send(h11.EndOfMessage())
        status, headers, body, seen = 0, list[Header](), b"", False
        while True:
            event = parser.next_event()
            if event is h11.NEED_DATA:
                data = self.pending or self.read()
                self.pending = b""
                if not (data or seen):
                    return None
                seen = True
                parser.receive_data(data)
            elif isinstance(event, h11.Response):
                status = event.status_code
                headers = [
                    (name.decode("latin-1"), value.decode("latin-1")) for name, value in event.headers.raw_items()
                ]
            elif isinstance(event, h11.Data):
                body += event.data
            elif isinstance(event, h11.EndOfMessage):
                break
        self.pending = parser.trailing_data[0]
        self.finished = self.finished or parser.their_state is not h11.DONE
        return Response(status, headers, body)

    def raw(self, data: bytes, *, within: float = 0.25) -> Exchange:
        """Send exact bytes, read one answer, then look for `within` seconds whether the server says more or closes."""
        self.send(data)
        response = self.receive(method_of(data))
        deadline = time.monotonic() + within
        while self.ending == "open" and (said := self.look(max(0, deadline - time.monotonic()))) is not None:
            self.pending += said
        return Exchange(response, self.pending, self.ending)

    def read(self) -> bytes:
        """The bytes that have arrived; empty if the server has closed."""
        try:
            data = self.socket.recv(65536)
        except ConnectionResetError:
            self.ending = "reset"
            return b""
        if not data:
            self.ending = "closed"
        return data

    def look(self, within: float) -> bytes | None:
        """The bytes that arrive within these seconds: empty if the server closes, None if it stays silent."""
        unread = self.socket.pending() if isinstance(self.socket, ssl.SSLSocket) else 0
        if not unread and not select.select([self.socket], [], [], within)[0]:
            return None
        if not isinstance(self.socket, ssl.SSLSocket):
            return self.read()
        self.socket.settimeout(0)  # the bytes may be a TLS session ticket, and no data
        try:
            return self.read()
        except ssl.SSLWantReadError:
            return None
        finally:
            self.socket.settimeout(SECONDS_TO_ANSWER)

    def reusable(self) -> bool:
        """Whether another request can be sent: not after `Connection: close`, nor after the server has closed.

        Raises:
            AssertionError: the server sent something unasked.
        """
        if not self.finished and self.ending == "open":
            unasked = self.look(0)
            assert not unasked, f"bytes without a request: {unasked!r}"
        return not self.finished and self.ending == "open"

    def close(self) -> None:
        self.socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def method_of(data: bytes) -> str:
    """The method by which an answer is read: only HEAD has no body."""
    return "HEAD" if data.startswith(b"HEAD ") else "GET"
