"""A client of a server at an address; connections are kept alive, and each thread has its own."""

import ssl
import threading
from collections.abc import Sequence

from tests.clients.base import Client, Header, with_framing
from tests.clients.connection import Connection, Exchange, method_of
from tests.clients.response import Response

READERS = {"PATCH", "POST", "PUT"}
"""The methods whose operations read a body; others ignore it, such as OPTIONS."""


class SocketClient(Client):
    """Speaks HTTP/1.1 to any server, ours or not."""

    def __init__(self, host: str, port: int, tls: ssl.SSLContext | None = None) -> None:
        self.host = host
        self.port = port
        self.tls = tls
        self.authority = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self.own = threading.local()
        self.lock = threading.Lock()
        self.opened: list[Connection] = []

    def request(
        self,
        method: str,
        target: str,
        *,
        headers: Sequence[Header] = (),
        body: bytes = b"",
        chunks: Sequence[bytes] | None = None,
    ) -> Response:
        """Send one request on a kept connection.

        Raises:
            ConnectionError: the server closed without an answer.
            AssertionError: more came back than the answer.
        """
        framed = with_framing(method, headers, body, chunks, self.authority)
        content = body if chunks is None else chunked(chunks)
        connection = self.connection()
        connection.send(head(method, target, framed) + content)
        response = connection.receive(method)
        if response is None:
            raise ConnectionError(f"{method} {target}: closed without an answer")
        assert not connection.pending, f"bytes after the answer to {method} {target}: {connection.pending!r}"
        own_coding = chunks is None and any(name.lower() == "transfer-encoding" for name, _ in headers)
        unread = response.status >= 400 or method not in READERS
        if own_coding or (unread and has_body(framed)):
            # A server that left the body unread, or refused its trailers, may close without announcing it.
            connection.finished = True
        return response

    def pipelined(self, method: str, target: str, *, headers: Sequence[Header] = (), behind: bytes) -> list[Response]:
        """Send two requests at once on a connection of their own, the second as these bytes; read both answers.

        Raises:
            ConnectionError: the server closed before both were answered.
        """
        framed = with_framing(method, headers, b"", None, self.authority)
        with self.connect() as connection:
            connection.send(head(method, target, framed) + behind)
            answers = [connection.receive(method), connection.receive(method_of(behind))]
        if not all(answers):
            raise ConnectionError(f"{method} {target}: closed without an answer")
        return [answer for answer in answers if answer is not None]

    def raw(self, data: bytes, *, within: float = 0.25) -> Exchange:
        """Send exact bytes on a fresh connection, read one answer, then look for `within` seconds how it ends."""
        with self.connect() as connection:
            return connection.raw(data, within=within)

    def head(self, line: str, *headers: str) -> bytes:
        """The head of a request to this server; `line` is the request line without the version."""
        return "\r\n".join([f"{line} HTTP/1.1", f"Host: {self.authority}", *headers, "", ""]).encode("latin-1")

    def another(self) -> "SocketClient":
        """A client of the same server with connections of its own; the caller closes it."""
        return SocketClient(self.host, self.port, self.tls)

    def connect(self) -> Connection:
        """A new connection for several requests; the caller closes it."""
        return self.open()

    def open(self) -> Connection:
        return Connection(self.host, self.port, self.tls)

    def connection(self) -> Connection:
        """The connection of this thread, or a new one if the server or the last answer ended it."""
        connection: Connection | None = getattr(self.own, "connection", None)
        if connection is None or not connection.reusable():
            if connection is not None:
                connection.close()
            connection = self.own.connection = self.open()
            with self.lock:
                self.opened.append(connection)
        return connection

    def close(self) -> None:
        with self.lock:
            for connection in self.opened:
                connection.close()
            self.opened.clear()


def head(method: str, target: str, headers: Sequence[Header]) -> bytes:
    """A request's first line and headers; characters go out as latin-1."""
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers), "", ""]
    return "\r\n".join(lines).encode("latin-1")


def has_body(headers: Sequence[Header]) -> bool:
    """Whether the headers announce a body."""
    return any(name.lower() in {"content-length", "transfer-encoding"} and value != "0" for name, value in headers)


def chunked(chunks: Sequence[bytes]) -> bytes:
    """A body in the chunked coding; an empty chunk would end it, so empty pieces are left out."""
    return b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks if chunk) + b"0\r\n\r\n"
