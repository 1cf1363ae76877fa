"""PostgreSQL stops and starts under load: only the requests in flight fail."""

import time
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from random import Random
from threading import Event
from typing import Any

import pytest

from tests.clients.base import Client
from tests.contract.actions import get_content, get_json, get_page, unique_word
from tests.contract.analytics import event_counts
from tests.contract.answers import check, check_problem
from tests.contract.failing import execute
from tests.contract.forms import file_part, form, name_part, upload
from tests.contract.waiting import connections_in_use, wait_until
from tests.databases import Database
from tests.deployment import Deployment, superuser_of
from tests.people import People, Person
from tests.postgresql import PostgresqlServer

pytestmark = [pytest.mark.only(database="postgresql"), pytest.mark.long]

Deploy = Callable[..., Deployment]
Stoppable = tuple[PostgresqlServer, Database]

POOL = 4
WRITERS = READERS = 4
ENOUGH = 20


@dataclass(frozen=True, slots=True)
class Request:
    """One request: when it was sent and answered, and the JSON of the answer if it succeeded."""

    sent: float
    answered: float
    document: dict[str, Any] | None


class Load:
    """Readers and writers without a pause until the end; each answer is a success or `not-ready`."""

    def __init__(self, client: Client, author: Person, mark: str) -> None:
        self.client, self.author, self.mark = client, author, mark
        self.reads: list[Request] = []
        self.writes: list[Request] = []
        self.ended = Event()

    def read_on(self) -> None:
        while not self.ended.is_set():
            self.do(self.reads, 200, "GET", f"/users/{self.author.id}")

    def write_on(self, number: int) -> None:
        turn = 0
        while not self.ended.is_set():
            turn += 1
            document = {"title": f"{self.mark} {number} {turn}", "body": "B", "tags": [f"{self.mark} {number} {turn}"]}
            self.do(self.writes, 201, "POST", "/posts", document)

    def do(self, requests: list[Request], status: int, method: str, target: str, *document: Any) -> None:
        sent = time.monotonic()
        answer = self.client.call(method, target, *document, token=self.author.token)
        if answer.status != status:
            check_problem(answer, "not-ready")
        requests.append(Request(sent, time.monotonic(), answer.json() if answer.status == status else None))

    @contextmanager
    def running(self) -> Generator[None]:
        """Run all readers and writers inside the block; raise their errors at its end."""
        with ThreadPoolExecutor(READERS + WRITERS) as threads:
            running = [threads.submit(self.read_on) for _ in range(READERS)]
            running += [threads.submit(self.write_on, number) for number in range(WRITERS)]
            try:
                yield
            finally:
                self.ended.set()
            for each in running:
                each.result()

    def wait_for(self, *, success: bool) -> None:
        """Return when ENOUGH more reads and ENOUGH more writes have succeeded, or failed."""
        since = time.monotonic()
        for requests in (self.reads, self.writes):
            wait_until(partial(self.has_enough, requests, since, success=success))

    def has_enough(self, requests: list[Request], since: float, *, success: bool) -> bool:
        return sum((each.document is not None) == success for each in requests if each.sent > since) >= ENOUGH


@pytest.mark.only(transport="socket")
def test_a_database_outage_fails_only_requests_in_flight(
    deploy: Deploy, stoppable_postgresql: Stoppable, random: Random
) -> None:
    postgresql, database = stoppable_postgresql
    application = deploy(database, pool_size=POOL)
    people = People(application.client, random)
    load = Load(application.client, people(), unique_word(people))
    assert load.author.token, "log in before the outage"
    outages: list[tuple[float, float]] = []
    with load.running():
        for _ in range(2):
            load.wait_for(success=True)
            gone = time.monotonic()
            postgresql.stop()
            load.wait_for(success=False)
            postgresql.start()
            outages.append((gone, time.monotonic()))
        load.wait_for(success=True)
    failed = [each for each in (*load.reads, *load.writes) if each.document is None]
    assert [each for each in failed if not any(touches(each, *outage) for outage in outages)] == []
    check_posts(load, superuser_of(application))
    check_pool(application, load.author)
    # An outage without requests: each connection is pinged, found lost, and replaced.
    postgresql.stop()
    postgresql.start()
    check_pool(application, load.author)


def touches(request: Request, gone: float, back: float) -> bool:
    return request.sent < back and request.answered > gone


def check_posts(load: Load, superuser: Person) -> None:
    """Every acknowledged post is there as it was answered; any other is there whole or not at all."""
    export = load.client.call("GET", f"/posts/export?author_id={load.author.id}", token=load.author.token)
    assert export.status == 200, export
    lines = export.body.splitlines(keepends=True)
    acknowledged = [each.document for each in load.writes if each.document is not None]
    there = {document["id"]: document for document in listed_posts(load)}
    assert len(lines) == len(there)
    assert [document for document in acknowledged if there.get(document["id"]) != document] == []
    assert len(there) <= len(acknowledged) + 2 * WRITERS
    for document in there.values():
        assert [tag["name"] for tag in document["tags"]] == [document["title"]]
    counted = event_counts(superuser)
    assert counted["post_created"] == counted["tag_created"] == len(there)


def listed_posts(load: Load) -> Generator[dict[str, Any]]:
    query: dict[str, Any] = {}
    while query.get("after", "") is not None:
        page = get_page(load.author, "/posts", limit=100, **query)
        yield from page["items"]
        query = {"after": page["next"]}


def check_pool(application: Deployment, reader: Person) -> None:
    """No connection is in use, and all of the pool can be used at once: here they wait for a lock."""
    client = application.client
    wait_until(lambda: connections_in_use(client) == 0)
    with ThreadPoolExecutor(POOL) as threads, application.database.connect() as connection:
        connection.execute("BEGIN")
        connection.execute("LOCK TABLE user_account")
        target = f"/users/{reader.id}"
        answers = [threads.submit(client.call, "GET", target, token=reader.token) for _ in range(POOL)]
        try:
            wait_until(lambda: connections_in_use(client) == POOL)
        finally:
            connection.execute("ROLLBACK")
        assert [answer.result().status for answer in answers] == [200] * POOL
    wait_until(lambda: connections_in_use(client) == 0)


def test_every_operation_is_503_not_ready_without_its_database(
    deploy: Deploy, stoppable_postgresql: Stoppable, random: Random
) -> None:
    postgresql, database = stoppable_postgresql
    application = deploy(database)
    client = application.client
    person = People(client, random)()
    headers = person.headers
    postgresql.stop()
    document = {"email": person.email, "name": "N", "password": "12345678"}
    for _ in range(2):
        check_problem(client.call("POST", "/users", document), "not-ready")
        check_problem(client.call("GET", "/users", token=person.token), "not-ready")
        check_problem(client.call("GET", "/auth/me", token=person.token), "not-ready")
        check_problem(client.call("GET", "/posts/export", token=person.token), "not-ready")
        check_problem(client.call("POST", "/posts", {"title": "T", "body": "B"}, token=person.token), "not-ready")
        check_problem(upload(person, form(name_part(), file_part())), "not-ready")
        head = client.request("HEAD", "/users", headers=headers)
        assert (head.status, head.body) == (503, b"")
        # Requests that need no database are answered, refusals included.
        check(client.call("GET", "/health/live"), 200, b'{"status":"ok"}')
        check_problem(client.call("GET", "/users"), "unauthenticated")
        assert client.call("GET", "/users?limit=0", token=person.token).status == 422
    assert connections_in_use(client) == 0
    postgresql.start()
    assert client.request("GET", "/users", headers=headers).status == 200


def test_an_upload_whose_commit_answer_is_lost_keeps_its_content(
    deploy: Deploy, stoppable_postgresql: Stoppable, random: Random
) -> None:
    """The connection breaks after COMMIT has written the row and before it answers: it waits for a standby."""
    _, database = stoppable_postgresql
    application = deploy(database)
    person = People(application.client, random)()
    assert person.token
    execute(database, "ALTER SYSTEM SET synchronous_standby_names = 'nobody'", "SELECT pg_reload_conf()")
    with ThreadPoolExecutor(1) as threads:
        answer = threads.submit(upload, person, form(name_part(), file_part()))
        wait_until(lambda: cut_off(database))
        check_problem(answer.result(), "not-ready")
    execute(database, "ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()")
    (document,) = get_json(person, "/documents")["items"]
    assert get_content(person, document) == b"Hello, world"


def cut_off(database: Database) -> bool:
    """End the connections that wait for a standby; return whether there were any."""
    with database.connect() as connection:
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
        return connection.execute(ended).fetchall() != []
