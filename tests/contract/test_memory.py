"""Memory of a server: large exports, uploads and downloads pass through in pieces."""

import hashlib
import http.client
import json
import sys
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import closing, contextmanager
from itertools import chain, repeat
from pathlib import Path
from random import Random
from types import MappingProxyType
from typing import Any
from uuid import UUID

import pytest

from tests.contract.forms import MULTIPART, file_part, form, name_part
from tests.databases import Database
from tests.deployment import Deployment
from tests.memory import MIB, Memory
from tests.people import People, Person

pytestmark = [
    pytest.mark.only(transport="socket"),
    pytest.mark.long,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux reports the peak memory of a process"),
]

# A million posts take a minute, and no more memory.
POSTS = 200_000
LARGE = 100 * MIB
READ_AT_ONCE = 64 * 1024
LONGEST_LINE = 300 * 1024
SECONDS = 120
FIRST = UUID("01940000-0000-7000-8000-000000000000").int

Deploy = Callable[..., Deployment]


def fill(database: Database, author: Person, number: int, body: str) -> None:
    """Insert posts by SQL: there are too many for requests."""
    columns = ("id", "author_id", "title", "body", "search_text", "created_at", "updated_at")
    time = "2025-01-01 00:00:00+00:00" if database.kind == "postgresql" else "2025-01-01 00:00:00.000000"
    ids = (UUID(int=FIRST + n) for n in range(number))
    rows = ((each, UUID(author.id), "Title", body, body, time, time) for each in ids)
    with database.connect() as connection:
        if database.kind == "sqlite":
            connection.execute("BEGIN")
            encoded = ((each.bytes, owner.bytes, *others) for each, owner, *others in rows)
            connection.executemany(f"INSERT INTO post ({', '.join(columns)}) VALUES ({','.join('?' * 7)})", encoded)
            connection.execute("COMMIT")
        else:
            with connection.cursor() as cursor, cursor.copy(f"COPY post ({', '.join(columns)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)


@contextmanager
def answer(
    application: Deployment,
    person: Person,
    method: str,
    target: str,
    *,
    body: Iterable[bytes] | None = None,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> Generator[http.client.HTTPResponse]:
    """Send a body in pieces; the answer can be read in pieces."""
    assert application.server is not None
    connection = http.client.HTTPConnection(application.server.host, application.server.port, timeout=SECONDS)
    with closing(connection):
        connection.request(method, target, body, {"Authorization": f"Bearer {person.token}", **headers})
        yield connection.getresponse()


@contextmanager
def at_most(application: Deployment, mib: float) -> Generator[None]:
    """Check that the server grows by at most `mib` inside the block. Each adapter was measured at about half of it."""
    assert application.server is not None
    assert application.server.process is not None
    memory = Memory(application.server.process.pid)
    assert memory.processes()
    memory.forget()
    before = memory.now()
    yield
    growth = memory.peak() - before
    assert growth <= mib, f"grew by {growth:.1f} MiB, from {before:.1f}"


def export(application: Deployment, reader: Person) -> tuple[int, bytes, bytes]:
    """The number of lines of the export, its first line and its last."""
    with answer(application, reader, "GET", "/posts/export") as response:
        assert response.status == 200
        lines, first, last = 0, b"", b""
        while piece := response.read1(READ_AT_ONCE):
            lines += piece.count(b"\n")
            first = first if b"\n" in first else first + piece
            last = (last + piece)[-LONGEST_LINE:]
    return lines, first.partition(b"\n")[0], last.splitlines()[-1]


def test_an_export_of_many_posts_takes_constant_memory(deploy: Deploy, random: Random) -> None:
    application = deploy()
    author = People(application.client, random)()
    fill(application.database, author, POSTS, "x" * 100)
    with at_most(application, 16):
        lines, first, last = export(application, author)
    assert lines == POSTS
    assert json.loads(first)["id"] == str(UUID(int=FIRST))
    assert json.loads(last)["id"] == str(UUID(int=FIRST + POSTS - 1))


def test_an_export_of_the_longest_posts_takes_constant_memory(deploy: Deploy, random: Random) -> None:
    application = deploy()
    author = People(application.client, random)()
    fill(application.database, author, 1000, "🦊" * 50_000)  # 200 MB altogether
    with at_most(application, 96):
        lines, _, _ = export(application, author)
    assert lines == 1000


def test_a_large_document_is_uploaded_and_downloaded_in_constant_memory(
    deploy: Deploy, random: Random, tmp_path: Path
) -> None:
    application = deploy(storage=str(tmp_path / "documents"), upload_limit=LARGE + MIB)
    owner = People(application.client, random)()
    with at_most(application, 40):
        created = upload(application, owner, random.randbytes(MIB))
    assert created["size"] == LARGE
    digest, size = hashlib.sha256(), 0
    with (
        at_most(application, 40),
        answer(application, owner, "GET", f"/documents/{created['id']}/content") as response,
    ):
        while piece := response.read(READ_AT_ONCE):
            digest.update(piece)
            size += len(piece)
    assert (size, digest.hexdigest()) == (LARGE, created["sha256"])


def upload(application: Deployment, owner: Person, block: bytes) -> dict[str, Any]:
    """Send a file of this block, over and over."""
    head, tail = form(name_part(), file_part(b"\0")).split(b"\0")
    headers = {"Content-Type": MULTIPART, "Content-Length": str(len(head) + LARGE + len(tail))}
    body = chain([head], repeat(block, LARGE // len(block)), [tail])
    with answer(application, owner, "POST", "/documents", body=body, headers=headers) as response:
        assert response.status == 201, response.read()
        return json.load(response)
