"""The load generator of the cycles: sends prepared requests over a few connections and keeps every answer.

It is small so that it takes little of the processor that it shares with the servers. It understands what the contract
lets a server answer to these requests: HTTP/1.1 with a Content-Length, on a connection that stays open.
"""

import re
import selectors
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

SECONDS_TO_ANSWER = 10
LENGTH = re.compile(rb"\r\ncontent-length: *([0-9]+)\r\n")


class Broken(Exception):
    """A server that did not answer, closed its connection, or does not speak as the contract has it."""


@dataclass(frozen=True)
class Answer:
    """One answer; `seconds` from the sending of its request to its last byte."""

    status: int
    body: bytes
    seconds: float


@dataclass(frozen=True)
class Asked:
    """The answers, in the order of the requests, and what it took to get them."""

    answers: list[Answer]
    seconds: float
    cpu: float
    busy: float
    received: int


@dataclass
class Connection:
    """One connection, with the number of the request that is under way."""

    socket: socket.socket
    number: int = 0
    sent: float = 0
    first: float = 0
    last: float = 0
    received: bytearray = field(default_factory=bytearray)


class Client:
    """Some connections to one server, opened on entering and closed on leaving. To enter raises Broken."""

    def __init__(self, host: str, port: int, connections: int) -> None:
        self.address = (host, port)
        self.selector = selectors.DefaultSelector()
        self.count = connections
        self.connections: list[Connection] = []

    def __enter__(self) -> "Client":
        try:
            while len(self.connections) < self.count:
                self.connections.append(self._connect())
        except Broken:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.selector.close()
        for connection in self.connections:
            connection.socket.close()

    def _connect(self) -> Connection:
        try:
            opened = socket.create_connection(self.address, SECONDS_TO_ANSWER)
        except OSError as error:
            raise Broken(f"no connection: {error}") from error
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection = Connection(opened)
        self.selector.register(opened, selectors.EVENT_READ, connection)
        return connection

    def ask(self, requests: Sequence[bytes]) -> Asked:
        """Send each request once. A connection waits for its answer before it sends the next request.

        Raises Broken.
        """
        answers: dict[int, Answer] = {}
        received = 0
        waiting = iter(enumerate(requests))
        cpu, begun = time.process_time(), time.perf_counter()
        used = [connection for connection in self.connections if self._send_next(connection, waiting)]
        while len(answers) < len(requests):
            ready = self.selector.select(SECONDS_TO_ANSWER)
            if not ready:
                raise Broken(f"no answer within {SECONDS_TO_ANSWER} seconds")
            for key, _ in ready:
                connection: Connection = key.data
                received += _receive(connection)
                answer = _answer(connection)
                if answer is not None:
                    answers[connection.number] = answer
                    connection.last = connection.sent + answer.seconds
                    self._send_next(connection, waiting)
        seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
        under_way = sum(answer.seconds for answer in answers.values())
        spans = sum(connection.last - connection.first for connection in used)
        return Asked([answers[number] for number in range(len(requests))], seconds, cpu, under_way / spans, received)

    def _send_next(self, connection: Connection, waiting: "enumerate[bytes]") -> bool:
        number, request = next(waiting, (0, b""))
        if request:
            connection.number = number
            connection.sent = time.perf_counter()
            connection.first = connection.sent if number < len(self.connections) else connection.first
            try:
                connection.socket.sendall(request)
            except OSError as error:
                raise Broken(f"the connection broke: {error}") from error
        return bool(request)


def _receive(connection: Connection) -> int:
    try:
        data = connection.socket.recv(65536)
    except OSError as error:
        raise Broken(f"the connection broke: {error}") from error
    if not data:
        raise Broken("the server closed the connection")
    connection.received += data
    return len(data)


def _answer(connection: Connection) -> Answer | None:
    """The answer, once all of it is there."""
    received = connection.received
    end = received.find(b"\r\n\r\n")
    if end < 0:
        return None
    head = bytes(received[: end + 2]).lower()
    length = LENGTH.search(head)
    if length is None:
        raise Broken("an answer without Content-Length")
    whole = end + 4 + int(length[1])
    if len(received) < whole:
        return None
    if len(received) > whole:
        raise Broken("an answer longer than its Content-Length")
    answer = Answer(int(head[9:12]), bytes(received[end + 4 :]), time.perf_counter() - connection.sent)
    received.clear()
    return answer
