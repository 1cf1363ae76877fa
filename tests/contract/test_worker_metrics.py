"""Metrics of several workers: every worker reports the sum of all, dead ones included."""

import re
import time
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from random import Random

import psutil
import pytest

from tests.clients.base import with_framing
from tests.clients.connection import Connection
from tests.clients.response import Response
from tests.contract.waiting import SECONDS_TO_WAIT, wait_until
from tests.databases import Database
from tests.deployment import Deployment
from tests.people import People
from tests.servers import Server
from tests.variants import Variant

# `serve` starts these workers; on other servers their number is an option of the server.
pytestmark = [pytest.mark.only(transport="socket", further=False), pytest.mark.long]

Workers = dict[int, Connection]

WORKERS = 2
CONNECTIONS = 64
FAMILIES = {
    ("likewise_errors_total", "counter"),
    ("likewise_pool_connections", "gauge"),
    ("likewise_request_seconds", "histogram"),
    ("likewise_requests_total", "counter"),
}


@pytest.fixture
def application(deploy: Callable[..., Deployment]) -> Deployment:
    return deploy(workers=WORKERS)


def send_request(connection: Connection, method: str, target: str, token: str | None = None, body: bytes = b"") -> None:
    headers = [] if token is None else [("Authorization", f"Bearer {token}")]
    headers += [("Content-Type", "application/json")] if body else []
    lines = [f"{name}: {value}" for name, value in with_framing(method, headers, body, None, "localhost")]
    connection.send("\r\n".join([f"{method} {target} HTTP/1.1", *lines, "", ""]).encode() + body)


def ask(connection: Connection, method: str, target: str, token: str | None = None) -> Response:
    send_request(connection, method, target, token)
    answer = connection.receive(method)
    assert answer is not None, f"{method} {target}: closed without an answer"
    return answer


@contextmanager
def one_to_each(server: Server, number: int = WORKERS) -> Generator[Workers]:
    """A connection to each worker, by its process id; each has answered one request for /health/live on it."""
    workers: Workers = {}
    deadline = time.monotonic() + SECONDS_TO_WAIT
    with ExitStack() as stack:
        while len(workers) < number:
            assert time.monotonic() < deadline, f"after {SECONDS_TO_WAIT} seconds only {list(workers)} answer"
            connection = Connection(server.host, server.port)
            assert ask(connection, "GET", "/health/live").status == 200
            workers.setdefault(worker_of(server, connection), connection)
            if connection in workers.values():
                stack.enter_context(connection)
            else:
                connection.close()
        yield workers


def worker_of(server: Server, connection: Connection) -> int:
    """The process at the other end."""
    assert server.process is not None
    port = connection.socket.getsockname()[1]
    main = psutil.Process(server.process.pid)
    (worker,) = (
        process.pid
        for process in (main, *main.children(recursive=True))
        if any(other.raddr and other.raddr.port == port for other in process.net_connections("tcp"))
    )
    return worker


def samples(connection: Connection) -> dict[str, float]:
    """The metrics of all workers as one of them reports them: `{name with labels: value}`."""
    text = ask(connection, "GET", "/metrics").body.decode()
    # Several workers report only what has been counted.
    assert set(re.findall(r"^# TYPE (\S+) (\S+)$", text, re.M)) <= FAMILIES
    return {name: float(value) for name, value in re.findall(r"^([^#\s]\S*) (\S+)$", text, re.M)}


def test_metrics_of_one_worker_have_the_same_names(deploy: Callable[..., Deployment]) -> None:
    application = deploy()
    assert application.server is not None
    application.client.call("GET", "/users")
    with Connection(application.server.host, application.server.port) as connection:
        samples(connection)


def test_metrics_of_several_workers_count_every_answer_once(application: Deployment, random: Random) -> None:
    assert application.server is not None
    token = People(application.client, random)().token
    expected = {
        'likewise_requests_total{method="GET",operation="list_users",status="200"}': 0.0,
        'likewise_requests_total{method="GET",operation="list_users",status="401"}': 0.0,
        'likewise_requests_total{method="GET",operation="none",status="404"}': 0.0,
        'likewise_request_seconds_count{operation="list_users"}': 0.0,
        'likewise_request_seconds_bucket{le="+Inf",operation="list_users"}': 0.0,
        'likewise_errors_total{type="unauthenticated"}': 0.0,
        'likewise_errors_total{type="not-found"}': 0.0,
        "likewise_pool_connections": 0.0,
    }
    with one_to_each(application.server) as workers:
        for number, connection in enumerate(workers.values(), 1):
            for _ in range(3 * number):
                assert ask(connection, "GET", "/users", token).status == 200
                assert ask(connection, "GET", "/users").status == 401
                assert ask(connection, "GET", "/nowhere").status == 404
            for name in expected:
                expected[name] += 0 if "pool" in name else 6 * number if "seconds" in name else 3 * number
        for connection in workers.values():
            metrics = samples(connection)
            assert {name: metrics.get(name) for name in expected} == expected


def test_metrics_of_a_dead_worker_keep_its_counts_and_not_its_connections(
    application: Deployment, variant: Variant, random: Random
) -> None:
    server = application.server
    assert server is not None
    person = People(application.client, random)()
    target, token = f"/users/{person.id}", person.token
    with one_to_each(server) as workers, ExitStack() as stack:
        (doomed, lost), (surviving, connection) = workers.items()
        for each in workers.values():
            assert ask(each, "GET", target, token).status == 200
        with held_up(application.database):
            for worker in (doomed, surviving):
                waiting = stack.enter_context(another(server, worker))
                send_request(waiting, "PATCH", target, token, b"{}")
            wait_until(lambda: samples(connection)["likewise_pool_connections"] == WORKERS)
            psutil.Process(doomed).kill()
            wait_until(lambda: samples(connection)["likewise_pool_connections"] == 1)
        assert (answer := waiting.receive("PATCH")) is not None
        assert answer.status == 200
        wait_until(lambda: samples(connection)["likewise_pool_connections"] == 0)
        assert lost.read() == b""
    # Granian replaces a dead worker; Sanic's manager goes on without it.
    with one_to_each(server, WORKERS if variant.server == "granian" else WORKERS - 1) as workers:
        assert doomed not in workers
        for connection in workers.values():
            metrics = samples(connection)
            assert metrics['likewise_requests_total{method="GET",operation="get_user",status="200"}'] == WORKERS
            assert metrics["likewise_pool_connections"] == 0


def another(server: Server, worker: int) -> Connection:
    """One more connection to a worker."""
    for _ in range(CONNECTIONS):
        connection = Connection(server.host, server.port)
        assert ask(connection, "GET", "/health/live").status == 200
        if worker_of(server, connection) == worker:
            return connection
        connection.close()
    raise AssertionError(f"{CONNECTIONS} connections, none to {worker}")


@contextmanager
def held_up(database: Database) -> Generator[None]:
    """Let every write to a user wait for a lock inside the block, with its connection in use."""
    with database.connect() as connection:
        connection.execute("BEGIN IMMEDIATE" if database.kind == "sqlite" else "BEGIN")
        if database.kind == "postgresql":
            connection.execute("LOCK TABLE user_account")
        try:
            yield
        finally:
            connection.execute("ROLLBACK")
