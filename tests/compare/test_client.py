"""The load generator, against a server that says exactly what a test wants."""

import socket
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager

import pytest

from compare import client
from compare.client import Broken, Client

GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


@contextmanager
def answering(answer: Callable[[socket.socket, bytes], bool]) -> Generator[tuple[str, int]]:
    """A server that hands each request to this function; True keeps the connection."""

    def talk(connection: socket.socket) -> None:
        with connection:
            while request := connection.recv(65536):
                if not answer(connection, request):
                    return

    with socket.create_server(("127.0.0.1", 0)) as listening:

        def accept() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                threading.Thread(target=talk, args=(connection,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield listening.getsockname()


def sent(connection: socket.socket, *parts: bytes) -> bool:
    for part in parts:
        connection.sendall(part)
    return True


def test_each_request_gets_its_own_answer_whichever_comes_first() -> None:
    def answer(connection: socket.socket, request: bytes) -> bool:
        body = request.split(b" ")[1]
        head = b"HTTP/1.1 %d x\r\nContent-Length: %d\r\n" % (200 + len(body), len(body))
        return sent(connection, head, b"\r\n" + body[:1], body[1:])

    requests = [b"GET /%s HTTP/1.1\r\n\r\n" % (b"x" * number) for number in range(10)]
    with answering(answer) as address, Client(*address, 3) as asking:
        first, second = asking.ask(requests), asking.ask(requests[:2])
    for asked, expected in ((first, requests), (second, requests[:2])):
        assert [each.body for each in asked.answers] == [request.split(b" ")[1] for request in expected]
        assert [each.status for each in asked.answers] == [201 + number for number in range(len(expected))]
    assert all(0 < each.seconds <= first.seconds for each in first.answers)
    assert 0 < first.busy <= 1
    assert first.cpu <= first.seconds
    assert first.received == sum(
        len(b"HTTP/1.1 201 x\r\nContent-Length: 1\r\n\r\n") + n + (n == 9) for n in range(1, 11)
    )


@pytest.mark.parametrize(
    ("said", "keeps", "error"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", True, "an answer without Content-Length"),
        (b"HTTP/1.1 200 OK\r\ncontent-LENGTH: 2\r\n\r\nabc", True, "an answer longer than its Content-Length"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\na", False, "the server closed the connection"),
        (b"", False, "the server closed the connection"),
        (b"", True, "no answer within 0.2 seconds"),
    ],
)
def test_what_is_no_answer_is_told(monkeypatch: pytest.MonkeyPatch, said: bytes, error: str, *, keeps: bool) -> None:
    monkeypatch.setattr(client, "SECONDS_TO_ANSWER", 0.2 if error.startswith("no answer") else 60)

    def answer(connection: socket.socket, request: bytes) -> bool:
        return sent(connection, said) and keeps

    with answering(answer) as address, Client(*address, 1) as asking, pytest.raises(Broken, match=error):
        asking.ask([GET])


def test_a_server_that_does_not_listen_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = listening.getsockname()
    with pytest.raises(Broken, match="no connection"), Client("127.0.0.1", address[1], 1):
        pass
