"""Further servers for some tests: an S3-compatible store, and an application with two workers."""

from collections.abc import Callable, Iterator

import pytest

from tests.databases import Databases
from tests.deployment import Deployment, run
from tests.objectstore import S3Server
from tests.variants import Variant


@pytest.fixture(scope="session")
def shared_s3() -> Iterator[S3Server]:
    with S3Server() as server:
        yield server


@pytest.fixture
def s3(shared_s3: S3Server, monkeypatch: pytest.MonkeyPatch) -> S3Server:
    """A store that the environment names; each application takes a prefix of its own."""
    return named(shared_s3, monkeypatch)


@pytest.fixture
def stoppable_s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[S3Server]:
    """A store of the test's own, which it may stop and start."""
    with S3Server() as server:
        yield named(server, monkeypatch)


def named(server: S3Server, monkeypatch: pytest.MonkeyPatch) -> S3Server:
    for name, value in server.variables.items():
        monkeypatch.setenv(name, value)
    return server


@pytest.fixture(scope="module")
def two_workers(
    variant: Variant, databases: Callable[[str], Databases], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Deployment]:
    """A server with two workers, on a database of its own."""
    log = tmp_path_factory.mktemp("workers") / "server.log"
    with databases(variant.database).temporary() as database, run(variant, database, log, workers=2) as deployment:
        yield deployment
