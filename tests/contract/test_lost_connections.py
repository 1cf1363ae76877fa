"""A connection that is lost as soon as it is there, before it has been set up: an outage like any other."""

import socket
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from random import Random
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Event, Thread

import pytest
from sqlalchemy.engine import make_url

from tests.contract.answers import check, check_problem
from tests.contract.waiting import in_use
from tests.databases import Database
from tests.deployment import Deployment
from tests.people import People

# What PostgreSQL says when somebody may begin: type, length, "idle".
READY = b"Z\x00\x00\x00\x05I"


class Proxy(ThreadingTCPServer):
    """Passes on what is said to a PostgreSQL; while `hangs_up` is set, only until the server is ready for more."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, path: str) -> None:
        self.path, self.hangs_up, self.lost = path, Event(), 0
        super().__init__(("127.0.0.1", 0), Passing)


class Passing(BaseRequestHandler):
    server: Proxy

    def handle(self) -> None:
        with socket.socket(socket.AF_UNIX) as behind, suppress(OSError):
            behind.connect(self.server.path)
            backwards = Thread(target=self.pass_back, args=(behind,))
            backwards.start()
            while data := self.request.recv(65536):
                behind.sendall(data)
            behind.shutdown(socket.SHUT_WR)
            backwards.join()

    def pass_back(self, behind: socket.socket) -> None:
        with suppress(OSError):
            while data := behind.recv(65536):
                self.request.sendall(data)
                if self.server.hangs_up.is_set() and READY in data:
                    self.server.lost += 1
                    break
            self.request.shutdown(socket.SHUT_RDWR)


@contextmanager
def running(proxy: Proxy) -> Generator[Proxy]:
    thread = Thread(target=proxy.serve_forever)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.shutdown()
        thread.join()
        proxy.server_close()


@pytest.fixture
def proxy(database: Database) -> Iterator[Proxy]:
    url = make_url(database.url)
    directory, port = url.query["host"], url.port or 5432
    with running(Proxy(f"{directory}/.s.PGSQL.{port}")) as proxy:
        yield proxy


@pytest.mark.only(database="postgresql", transport="process")
def test_lost_before_it_is_set_up(
    deploy: Callable[..., Deployment], database: Database, proxy: Proxy, random: Random
) -> None:
    url = make_url(database.url).difference_update_query(["host"])
    url = url.set(host="127.0.0.1", port=proxy.server_address[1])
    through = Database("postgresql", url.render_as_string(hide_password=False))
    proxy.hangs_up.set()
    client = deploy(through, pool_size=2).client
    document = {"email": "late@example.com", "name": "Late", "password": "12345678"}
    for _ in range(3):
        check_problem(client.call("POST", "/users", document), "not-ready")
        check_problem(client.call("GET", "/health/ready"), "not-ready")
    assert proxy.lost >= 6
    assert in_use(client) == 0
    proxy.hangs_up.clear()
    check(client.call("GET", "/health/ready"), 200, b'{"status":"ok"}')
    assert People(client, random)().token
