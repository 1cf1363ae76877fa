"""A server killed during writes: acknowledged writes survive, none is kept by half, and it starts again."""

import hashlib
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from threading import Semaphore
from typing import Any

import h11
import pytest

from tests.contract.actions import get_content, get_page
from tests.contract.analytics import ACTIVITY, REFRESH, event_counts
from tests.contract.forms import file_part, form, name_part, upload
from tests.contract.waiting import SECONDS_TO_WAIT
from tests.deployment import Deployment, superuser_of
from tests.people import People, Person

pytestmark = [pytest.mark.only(transport="socket"), pytest.mark.long]

WRITERS = 4
ENOUGH = 60

# Errors of a client whose server is gone, before, within or instead of an answer.
GONE = (OSError, h11.RemoteProtocolError)

Items = dict[str, dict[str, Any]]


class Ledger:
    """Acknowledged writes by kind and id, and the bytes of each document."""

    def __init__(self) -> None:
        self.acknowledged: dict[str, Items] = {"users": {}, "posts": {}, "documents": {}}
        self.contents: dict[str, bytes] = {}
        self.writes = Semaphore(0)
        self.refreshes = Semaphore(0)

    def note(self, kind: str, item: dict[str, Any]) -> None:
        self.acknowledged[kind][item["id"]] = item
        self.writes.release()


def write_on(author: Person, ledger: Ledger, random: Random) -> None:
    """Write one thing after another, until the server is gone."""
    client, people = author.client, People(author.client, random)
    try:
        while True:
            email = f"{people.letters(16)}@example.com"
            answer = client.call("POST", "/users", {"email": email, "name": "N", "password": "12345678"})
            assert answer.status == 201, answer
            ledger.note("users", answer.json())
            document = {"title": "T", "body": people.letters(2000), "tags": [people.letters(12)]}
            answer = client.call("POST", "/posts", document, token=author.token)
            assert answer.status == 201, answer
            ledger.note("posts", answer.json())
            content = random.randbytes(random.randrange(100_000))
            answer = upload(author, form(name_part(), file_part(content)))
            assert answer.status == 201, answer
            ledger.contents[answer.json()["id"]] = content
            ledger.note("documents", answer.json())
    except GONE:
        return


def refresh_on(superuser: Person, ledger: Ledger) -> None:
    """Refresh again and again, until the server is gone."""
    try:
        while True:
            answer = superuser.client.call("POST", REFRESH, token=superuser.token)
            assert answer.status == 200, answer
            ledger.refreshes.release()
    except GONE:
        return


def everything(reader: Person, kind: str) -> Items:
    """All items of a list, by id."""
    items: Items = {}
    query: dict[str, Any] = {}
    while True:
        page = get_page(reader, f"/{kind}", limit=100, **query)
        items |= {item["id"]: item for item in page["items"]}
        if page["next"] is None:
            assert len(items) == page["total"]
            return items
        query = {"after": page["next"]}


def test_every_acknowledged_write_survives_a_killed_server(
    deploy: Callable[..., Deployment], tmp_path: Path, random: Random
) -> None:
    directory = tmp_path / "analytics"
    application = deploy(storage=str(tmp_path / "objects"), analytics=str(directory))
    server, superuser, ledger = application.server, superuser_of(application), Ledger()
    assert server is not None
    authors = [People(application.client, random)() for _ in range(WRITERS)]
    assert all(person.token for person in (superuser, *authors)), "log in before the server is killed"
    with ThreadPoolExecutor(WRITERS + 1) as threads:
        ended = [threads.submit(write_on, author, ledger, Random(random.random())) for author in authors]
        ended.append(threads.submit(refresh_on, superuser, ledger))
        try:
            await_the_middle(ledger, directory)
        finally:
            server.kill()
        for each in ended:
            each.result()
    server.start()
    check_ledger(ledger, superuser, {author.id for author in authors})
    assert application.client.call("GET", ACTIVITY, token=superuser.token).json()["refreshed_at"] is not None
    check_events(superuser)
    assert [path.suffix for path in sorted(directory.iterdir())] == [".duckdb", ".lock"]


def await_the_middle(ledger: Ledger, directory: Path) -> None:
    """Return after ENOUGH writes, while a refresh is running that is not the first."""
    assert ledger.refreshes.acquire(timeout=SECONDS_TO_WAIT)
    for _ in range(ENOUGH):
        assert ledger.writes.acquire(timeout=SECONDS_TO_WAIT)
    while not any(directory.glob("*.building")):
        assert ledger.writes.acquire(timeout=SECONDS_TO_WAIT)


def check_ledger(ledger: Ledger, superuser: Person, others: set[str]) -> None:
    """Every acknowledged write is there as it was answered, and at most one more of each writer."""
    beside = 0
    for kind, acknowledged in ledger.acknowledged.items():
        there = everything(superuser, kind)
        assert {identity: there.get(identity) for identity in acknowledged} == acknowledged
        beside += len(there.keys() - acknowledged.keys() - others - {superuser.id})
        if kind == "documents":
            for document in there.values():
                content = get_content(superuser, document)
                assert (len(content), hashlib.sha256(content).hexdigest()) == (document["size"], document["sha256"])
                assert content == ledger.contents.get(document["id"], content)
    assert beside <= WRITERS


def check_events(superuser: Person) -> None:
    """A refresh succeeds, and counts each row once: it was committed together with its event."""
    kinds = {"user": "users", "post": "posts", "document": "documents", "tag": "tags"}
    there = {f"{kind}_created": len(everything(superuser, path)) for kind, path in kinds.items()}
    there["user_created"] -= 1  # the command created the superuser
    assert event_counts(superuser) == Counter(there)
