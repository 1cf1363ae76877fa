"""The socket client copes with servers that behave badly, and reports how a connection ended."""

import socket
import ssl
import struct
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

import h11
import pytest
import trustme

from tests.clients.connection import Connection
from tests.clients.socket import SocketClient
from tests.signals import PATIENCE

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
GET = b"GET / HTTP/1.1\r\nHost: h\r\n\r\n"


@contextmanager
def scripted(script: Callable[[socket.socket], None], connections: int = 1) -> Generator[SocketClient]:
    """A client of a server that accepts this many connections and runs the script on each."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            for _ in range(connections):
                connection, _ = listener.accept()
                with connection:
                    script(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        with SocketClient("127.0.0.1", listener.getsockname()[1]) as client:
            yield client
        thread.join(PATIENCE)


def reading(answer: bytes) -> Callable[[socket.socket], None]:
    """A script that answers one request and closes the connection."""

    def script(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(answer)

    return script


def test_raw_sends_exactly_these_bytes() -> None:
    got: list[bytes] = []

    def script(connection: socket.socket) -> None:
        got.append(connection.recv(65536))
        connection.sendall(OK)

    with scripted(script) as client:
        client.raw(b"GET  /%6A \x01HTTP/9\r\n\r\n")
    assert got == [b"GET  /%6A \x01HTTP/9\r\n\r\n"]


def test_raw_reports_whether_the_server_closed_the_connection() -> None:
    with scripted(reading(OK)) as client:
        exchange = client.raw(GET, within=PATIENCE)
    assert exchange.response is not None
    assert (exchange.response.status, exchange.response.body) == (200, b"ok")
    assert (exchange.rest, exchange.ending) == (b"", "closed")

    def stays(connection: socket.socket) -> None:
        reading(OK)(connection)
        connection.recv(1)

    with scripted(stays) as client:
        assert client.raw(GET).ending == "open"


def test_raw_reports_a_reset_as_a_reset() -> None:
    def script(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    with scripted(script) as client:
        exchange = client.raw(GET)
    assert (exchange.response, exchange.ending) == (None, "reset")


def test_raw_returns_bytes_after_the_response_separately() -> None:
    with scripted(reading(OK + OK)) as client:
        exchange = client.raw(GET, within=PATIENCE)
    assert exchange.rest == OK


def test_a_request_fails_if_bytes_follow_its_response() -> None:
    with scripted(reading(OK + b"x")) as client, pytest.raises(AssertionError, match="after the answer"):
        client.request("GET", "/")


def test_a_head_request_fails_if_its_response_has_a_body() -> None:
    with scripted(reading(OK)) as client, pytest.raises(AssertionError, match="after the answer"):
        client.request("HEAD", "/")


def test_a_truncated_response_is_an_error() -> None:
    with scripted(reading(OK[:-1])) as client, pytest.raises(h11.RemoteProtocolError):
        client.request("GET", "/")


def test_a_connection_closed_without_a_response_is_an_error() -> None:
    with scripted(reading(b"")) as client, pytest.raises(ConnectionError, match="without an answer"):
        client.request("GET", "/")


def test_an_interim_response_is_skipped() -> None:
    with scripted(reading(b"HTTP/1.1 100 Continue\r\n\r\n" + OK)) as client:
        assert client.request("GET", "/").status == 200


def test_the_last_chunk_or_the_end_of_the_connection_ends_a_response_body() -> None:
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\no\r\n1\r\nk\r\n0\r\n\r\n"
    for answer in (chunked, b"HTTP/1.1 200 OK\r\n\r\nok"):
        with scripted(reading(answer)) as client:
            assert client.request("GET", "/").body == b"ok"


def test_a_connection_is_reused_until_the_server_closes_it() -> None:
    served: list[int] = []
    ended = threading.Semaphore(0)

    def script(connection: socket.socket) -> None:
        for _ in range(3):
            connection.recv(65536)
            served.append(connection.getpeername()[1])
            connection.sendall(OK)
        connection.close()
        ended.release()

    with scripted(script, connections=2) as client:
        for _ in range(2):
            for _ in range(3):
                assert client.request("GET", "/").status == 200
            assert ended.acquire(timeout=PATIENCE)
    assert [served.count(port) for port in dict.fromkeys(served)] == [3, 3]


def test_a_response_to_half_a_request_body_is_read_and_its_connection_not_reused() -> None:
    def script(connection: socket.socket) -> None:
        connection.recv(10)
        connection.sendall(OK)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(1 << 20):
            pass

    with scripted(script, connections=2) as client:
        assert client.request("POST", "/", body=bytes(5_000_000)).status == 200
        assert client.request("GET", "/").status == 200


def test_a_connection_is_not_reused_after_a_request_body_was_refused() -> None:
    """The server may close it without announcing that."""
    refusal = b"HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n"

    def script(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(refusal)
        connection.recv(1)  # until the client closes, or sends a second request, which gets no answer here

    with scripted(script, connections=2) as client:
        for _ in range(2):
            assert client.request("POST", "/", headers=[("Content-Length", "9")]).status == 413


def test_a_connection_is_not_reused_after_a_body_that_the_operation_ignores() -> None:
    """The server may have answered before the body was there, and then close."""

    def script(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")
        connection.recv(1)

    with scripted(script, connections=2) as client:
        for _ in range(2):
            assert client.request("OPTIONS", "/", chunks=[b"ignored"]).status == 204


def test_a_tls_connection_that_the_server_resets_while_it_is_written_to_takes_another_request_silently() -> None:
    authority: Any = trustme.CA()  # its types are incomplete
    server_side, client_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    authority.issue_cert("127.0.0.1").configure_cert(server_side)
    authority.configure_trust(client_side)
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection = server_side.wrap_socket(listener.accept()[0], server_side=True)
            connection.recv(1)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        connection = Connection("127.0.0.1", listener.getsockname()[1], client_side)
        connection.send(bytes(50_000_000))
        thread.join(PATIENCE)
        assert connection.finished
        connection.send(GET)
        connection.close()
