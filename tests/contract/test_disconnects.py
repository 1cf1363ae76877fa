"""Clients that hang up during an answer: no connection stays in use, no file open, and no error is logged."""

import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import psutil
import pytest

from tests.clients.socket import SocketClient
from tests.contract.actions import create_document, create_post, get_content
from tests.contract.answers import NDJSON, check
from tests.contract.test_memory import export, fill
from tests.contract.test_post_export import lines
from tests.contract.waiting import SECONDS_TO_WAIT, connections_in_use, wait_until
from tests.deployment import Deployment
from tests.people import People, Person
from tests.servers import Server

pytestmark = [pytest.mark.only(transport="socket"), pytest.mark.long]

# Larger than the buffers between two sockets: the server is still sending when the client leaves.
LARGE = 12 * 1024 * 1024
LEAVING = 8
POSTS = 50_000


@pytest.fixture
def objects(tmp_path: Path) -> Path:
    return tmp_path / "objects"


@pytest.fixture
def application(deploy: Callable[..., Deployment], objects: Path) -> Deployment:
    return deploy(storage=str(objects), upload_limit=LARGE + 1024, pool_size=2, pool_timeout=SECONDS_TO_WAIT)


def hang_up_during(reader: Person, target: str, times: int = LEAVING) -> None:
    """Send the request several times, read a little of each answer, and hang up."""
    assert isinstance(reader.client, SocketClient)
    request = reader.client.head(f"GET {target}", f"Authorization: Bearer {reader.token}")
    for _ in range(times):
        with reader.client.connect() as connection:
            connection.send(request)
            assert connection.read().startswith(b"HTTP/1.1 200 ")


def open_files(server: Server, directory: Path) -> list[str]:
    """The files that the server has open below a directory."""
    assert server.process is not None
    main = psutil.Process(server.process.pid)
    opened = [file.path for process in (main, *main.children(recursive=True)) for file in process.open_files()]
    return [path for path in opened if Path(path).is_relative_to(directory)]


def check_nothing_is_left(application: Deployment, objects: Path) -> None:
    server = application.server
    assert server is not None
    wait_until(lambda: connections_in_use(application.client) == 0)
    wait_until(lambda: open_files(server, objects) == [])
    assert [line for line in server.read_log().splitlines() if line.startswith(("{", "Traceback", "[ERROR]"))] == []


def test_a_client_that_leaves_during_an_export_leaves_nothing_open(
    application: Deployment, objects: Path, random: Random
) -> None:
    author = People(application.client, random)()
    posts = [create_post(author, body="x" * 50_000) for _ in range(LARGE // 50_000)]
    hang_up_during(author, "/posts/export")
    check_nothing_is_left(application, objects)
    export = application.client.call("GET", "/posts/export", token=author.token)
    check(export, 200, lines(*posts), NDJSON, streamed=True)


def test_an_export_stops_when_its_client_leaves(application: Deployment, random: Random) -> None:
    author = People(application.client, random)()
    fill(application.database, author, POSTS, "x" * 100)
    started = time.monotonic()
    assert export(application, author)[0] == POSTS
    whole = time.monotonic() - started
    hang_up_during(author, "/posts/export", times=1)  # more would use up the connections
    left = time.monotonic()
    wait_until(lambda: connections_in_use(application.client) == 0)
    assert time.monotonic() - left < whole / 4


def test_a_client_that_leaves_during_a_download_leaves_nothing_open(
    application: Deployment, objects: Path, random: Random
) -> None:
    owner = People(application.client, random)()
    content = random.randbytes(LARGE)
    document = create_document(owner, content=content)
    hang_up_during(owner, f"/documents/{document['id']}/content")
    check_nothing_is_left(application, objects)
    assert get_content(owner, document) == content
