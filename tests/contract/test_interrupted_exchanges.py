"""Answers and requests that break off: a broken answer never looks whole, and is logged once."""

import json
from collections.abc import Callable
from random import Random

import pytest

from tests.clients.socket import SocketClient
from tests.contract.actions import create_post
from tests.contract.answers import check, check_problem
from tests.contract.failing import execute
from tests.contract.test_system import counted
from tests.contract.waiting import wait_until
from tests.deployment import Deployment
from tests.people import People

pytestmark = pytest.mark.only(transport="socket")

Deploy = Callable[..., Deployment]

# The export reads a hundred at once. These are larger than the buffers between two sockets, and some stay unread.
POSTS, LONG = 110, "\N{PILE OF POO}" * 50_000


@pytest.mark.long
@pytest.mark.only(interface="asgi")  # under WSGI, Granian ends such an answer as if it were complete
def test_an_export_that_fails_ends_without_its_last_chunk(deploy: Deploy, random: Random) -> None:
    application = deploy()
    client = application.client
    assert isinstance(client, SocketClient)
    author = People(client, random)()
    for _ in range(POSTS):
        create_post(author, body=LONG)
    with client.connect() as connection:
        connection.send(client.head("GET /posts/export", f"Authorization: Bearer {author.token}"))
        received = bytearray(connection.read())
        assert received.startswith(b"HTTP/1.1 200 ")
        execute(application.database, "ALTER TABLE post RENAME TO elsewhere")
        while data := connection.read():
            received += data
    assert not received.endswith(b"\r\n0\r\n\r\n")  # the end of a complete chunked body
    check(client.call("GET", "/health/live"), 200, b'{"status":"ok"}')
    check_logged_once(application)


def test_an_uncaught_error_is_logged_once(deploy: Deploy, random: Random) -> None:
    application = deploy()
    token = People(application.client, random)().token
    execute(application.database, "ALTER TABLE user_account RENAME TO elsewhere")
    check_problem(application.client.call("GET", "/users", token=token), "internal-error")
    check_logged_once(application)
    assert application.server is not None
    added = ("Traceback", "[ERROR]")  # from a server, when an answered error is raised again
    assert [line for line in application.server.read_log().splitlines() if line.startswith(added)] == []


def test_a_request_body_that_breaks_off_is_not_logged_as_an_error(deploy: Deploy) -> None:
    application = deploy()
    client = application.client
    assert isinstance(client, SocketClient)
    assert application.server is not None
    for framing, sent in (
        ("Content-Length: 100", b'{"email":'),
        ("Transfer-Encoding: chunked", b'9\r\n{"email":\r\n'),
    ):
        with client.connect() as connection:
            connection.send(client.head("POST /auth/login", "Content-Type: application/json", framing) + sent)
    wait_until(lambda: counted(client, operation="login") == 2)
    assert counted(client, status="500") == 0
    application.server.stop()  # then its log is complete
    log = application.server.read_log()
    assert "Traceback" not in log
    assert '"level": "error"' not in log


def check_logged_once(application: Deployment) -> None:
    """The application has logged one error as JSON; lines of the server do not count."""
    assert application.server is not None
    application.server.stop()  # then its log is complete
    lines = application.server.read_log().splitlines()
    entries = [json.loads(line) for line in lines if line.startswith("{")]
    assert [each["event"] for each in entries if each["level"] == "error"] == ["uncaught exception"]
    assert "no such table" in entries[-1]["exception"] or "does not exist" in entries[-1]["exception"]
