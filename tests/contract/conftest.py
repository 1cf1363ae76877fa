"""An S3-compatible server for the tests of documents: one for the whole run, as long as nobody stops it."""

from collections.abc import Iterator

import pytest

from tests.objectstore import S3Server


@pytest.fixture(scope="session")
def shared_s3() -> Iterator[S3Server]:
    with S3Server() as server:
        yield server


@pytest.fixture
def s3(shared_s3: S3Server, monkeypatch: pytest.MonkeyPatch) -> S3Server:
    """A server, and the environment says so; whoever deploys takes a prefix of their own."""
    return named(shared_s3, monkeypatch)


@pytest.fixture
def stoppable_s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[S3Server]:
    """The same, for a test that stops and starts it."""
    with S3Server() as server:
        yield named(server, monkeypatch)


def named(server: S3Server, monkeypatch: pytest.MonkeyPatch) -> S3Server:
    for name, value in server.variables.items():
        monkeypatch.setenv(name, value)
    return server
