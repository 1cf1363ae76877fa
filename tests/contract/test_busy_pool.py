"""A pool without a free connection: requests get 503 in time, and slow clients hold no connection."""

import json
import time
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from random import Random

import pytest

from tests.clients.base import Client
from tests.clients.connection import Connection
from tests.clients.socket import SocketClient
from tests.contract.actions import create_document, get_json
from tests.contract.answers import check, check_problem
from tests.contract.forms import MULTIPART, file_part, form, name_part, upload
from tests.contract.waiting import SECONDS_TO_WAIT, connections_in_use, wait_until
from tests.databases import Database
from tests.deployment import Deployment
from tests.people import People, Person

Deploy = Callable[..., Deployment]

# Seconds that a request waits for a connection.
PATIENCE = 1
# Larger than the buffers between two sockets.
LARGE = 12 * 1024 * 1024


@contextmanager
def nobody_writes(database: Database) -> Generator[None]:
    """Let every request that creates a user wait for a lock, with its connection in use."""
    with database.connect() as connection:
        if database.kind == "sqlite":
            connection.execute("BEGIN IMMEDIATE")
        else:
            connection.execute("BEGIN")
            connection.execute("LOCK TABLE user_account")
        try:
            yield
        finally:
            connection.execute("ROLLBACK")


def check_a_pool_without_a_free_connection(application: Deployment, random: Random) -> float:
    """Check that requests get 503 while another holds the only connection; return how many seconds they waited."""
    client, people = application.client, People(application.client, random)
    person, newcomer = people(), {"email": "late@example.com", "name": "Late", "password": "12345678"}
    assert person.token  # logs in first: then no connection is free
    with ThreadPoolExecutor(8) as threads, nobody_writes(application.database):
        late = threads.submit(client.call, "POST", "/users", newcomer)
        wait_until(lambda: connections_in_use(client) == 1)
        started = time.monotonic()
        waiting = [
            threads.submit(client.call, "GET", "/users", token=person.token),
            threads.submit(client.call, "GET", "/posts/export", token=person.token),
            threads.submit(client.call, "POST", "/posts", {"title": "T", "body": "B"}, token=person.token),
            threads.submit(client.call, "POST", "/auth/login", {"email": person.email, "password": person.password}),
            threads.submit(upload, person, form(name_part(), file_part())),
            threads.submit(client.call, "GET", "/health/ready"),
        ]
        # Requests that need no connection are answered, refusals included.
        check(client.call("GET", "/health/live"), 200, b'{"status":"ok"}')
        check_problem(client.call("GET", "/users"), "unauthenticated")
        for answer in waiting:
            check_problem(answer.result(), "busy")
        waited = time.monotonic() - started
        assert waited > PATIENCE * 0.9
    assert late.result().status == 201, "the request that has a connection must succeed"
    wait_until(lambda: connections_in_use(client) == 0)
    assert client.call("GET", "/users", token=person.token).status == 200
    wait_until(lambda: connections_in_use(client) == 0)
    assert client.call("POST", "/posts", {"title": "T", "body": "B"}, token=person.token).status == 201
    wait_until(lambda: connections_in_use(client) == 0)
    assert upload(person, form(name_part(), file_part())).status == 201
    return waited


@pytest.mark.only(transport="process")
def test_a_request_that_waits_too_long_for_a_connection_is_503_busy(
    deploy: Deploy, random: Random, logged: Callable[[Deployment], str]
) -> None:
    application = deploy(pool_size=1, pool_timeout=PATIENCE, lock_timeout=SECONDS_TO_WAIT)
    check_a_pool_without_a_free_connection(application, random)
    events = [json.loads(line)["event"] for line in logged(application).splitlines() if line.startswith("{")]
    assert set(events) == {"busy"}, "a full pool must not be logged as an outage"


@pytest.mark.long
@pytest.mark.only(transport="socket")
def test_a_server_answers_503_busy_when_no_connection_is_free(deploy: Deploy, random: Random) -> None:
    application = deploy(pool_size=1, pool_timeout=PATIENCE, lock_timeout=SECONDS_TO_WAIT)
    assert check_a_pool_without_a_free_connection(application, random) < PATIENCE + 10


def check_all_is_free(client: Client, person: Person) -> None:
    wait_until(lambda: connections_in_use(client) == 0)
    for target in ("/users", "/auth/me", "/posts/export"):
        assert client.call("GET", target, token=person.token).status == 200
    assert client.call("POST", "/posts", {"title": "T", "body": "B"}, token=person.token).status == 201


def begin(connection: Connection, request: str, person: Person, content_type: str, length: int) -> None:
    """Send the head of a request, and return when the server asks for the body."""
    assert isinstance(person.client, SocketClient)
    about = [f"Authorization: Bearer {person.token}", f"Content-Type: {content_type}", f"Content-Length: {length}"]
    connection.send(person.client.head(request, *about, "Expect: 100-continue"))
    assert connection.read() == b"HTTP/1.1 100 Continue\r\n\r\n"


@pytest.mark.long
@pytest.mark.only(transport="socket")
def test_a_slow_request_body_holds_no_database_connection(deploy: Deploy, random: Random) -> None:
    client = deploy(pool_size=1, pool_timeout=SECONDS_TO_WAIT).client
    assert isinstance(client, SocketClient)
    person = People(client, random)()
    document_body, post_body = form(name_part(), file_part(random.randbytes(300_000))), b'{"title":"Slow","body":"B"}'
    with client.connect() as uploading, client.connect() as posting:
        begin(uploading, "POST /documents", person, MULTIPART, len(document_body))
        begin(posting, "POST /posts", person, "application/json", len(post_body))
        uploading.send(document_body[:200_000])
        posting.send(post_body[:9])
        check_all_is_free(client, person)
        uploading.send(document_body[200_000:])
        posting.send(post_body[9:])
        for each in (uploading, posting):
            answer = each.receive("POST")
            assert answer is not None
            assert answer.status == 201, answer
    assert get_json(person, "/documents")["total"] == 1


@pytest.mark.long
@pytest.mark.only(transport="socket")
def test_a_slow_download_holds_no_database_connection(deploy: Deploy, random: Random) -> None:
    client = deploy(pool_size=1, pool_timeout=SECONDS_TO_WAIT, upload_limit=LARGE + 1024).client
    assert isinstance(client, SocketClient)
    person = People(client, random)()
    document = create_document(person, content=random.randbytes(LARGE))
    with client.connect() as connection:
        request = client.head(f"GET /documents/{document['id']}/content", f"Authorization: Bearer {person.token}")
        connection.send(request)
        assert connection.read().startswith(b"HTTP/1.1 200 ")
        check_all_is_free(client, person)
