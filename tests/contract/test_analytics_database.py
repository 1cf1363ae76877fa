"""The analytics database: loaded at its first use, used in a thread, and not needed to start.

White box: the tests watch what SQLAlchemy loads and connects in this process.
"""

import asyncio
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from random import Random
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.exc import NoSuchModuleError
from sqlalchemy.pool import Pool

from tests.contract.analytics import ACTIVITY, REFRESH, refresh_analytics
from tests.contract.answers import check, check_problem
from tests.deployment import Deployment, superuser_of
from tests.people import People

pytestmark = pytest.mark.only(transport="process")

Deploy = Callable[..., Deployment]


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the dialects that SQLAlchemy loads from now on."""
    load, names = registry.load, list[str]()

    def note(name: str) -> Any:
        names.append(name)
        return load(name)

    monkeypatch.setattr(registry, "load", note)
    return names


def test_duckdb_is_loaded_at_the_first_analytics_request(deploy: Deploy, loaded: list[str], random: Random) -> None:
    application = deploy()
    client, person = application.client, People(application.client, random)()
    assert client.request("GET", "/health/ready").status == 200
    assert client.call("GET", "/posts", token=person.token).status == 200
    assert loaded, "the primary database was not loaded"
    assert "duckdb" not in loaded
    assert client.call("GET", ACTIVITY, token=person.token).status == 200
    assert loaded.count("duckdb") == 1
    assert client.call("GET", ACTIVITY, token=person.token).status == 200
    assert loaded.count("duckdb") == 1, "the engine must be kept"


@pytest.mark.parametrize("absent", [ModuleNotFoundError, NoSuchModuleError])
def test_without_duckdb_only_analytics_is_not_ready(
    deploy: Deploy, random: Random, monkeypatch: pytest.MonkeyPatch, absent: type[Exception]
) -> None:
    load = registry.load

    def fail(name: str) -> Any:
        if name.startswith("duckdb"):
            raise absent
        return load(name)

    monkeypatch.setattr(registry, "load", fail)
    application = deploy()
    client, superuser = application.client, superuser_of(application)
    person = People(client, random)()
    for _ in range(2):
        check_problem(client.call("GET", ACTIVITY, token=person.token), "not-ready")
        check_problem(client.call("POST", REFRESH, token=superuser.token), "not-ready")
    check_problem(client.call("POST", REFRESH, token=person.token), "forbidden")
    check(client.request("GET", "/health/ready"), 200, b'{"status":"ok"}')


@pytest.mark.only(interface="asgi")
def test_a_request_without_a_database_starts_no_thread(deploy: Deploy) -> None:
    client = deploy().client
    before = set(threading.enumerate())
    assert client.request("GET", "/health/live").status == 200
    assert set(threading.enumerate()) <= before


@contextmanager
def watching() -> Generator[list[str]]:
    """List what happens to DuckDB's connections: "connect", "execute", "close", or "… on the event loop"."""
    seen: list[str] = []

    def note(what: str) -> None:
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            seen.append(what)
        else:
            seen.append(f"{what} on the event loop")

    def executed(connection: Connection, *rest: object) -> None:
        if connection.dialect.name == "duckdb":
            note("execute")

    def connected(connection: object, record: object) -> None:
        if type(connection).__module__ == "duckdb_engine":
            note("connect")

    def closed(connection: object, record: object) -> None:
        if type(connection).__module__ == "duckdb_engine":
            note("close")

    listeners = [(Engine, "after_cursor_execute", executed), (Pool, "connect", connected), (Pool, "close", closed)]
    for listener in listeners:
        event.listen(*listener)
    try:
        yield seen
    finally:
        for listener in listeners:
            event.remove(*listener)


def test_an_analytics_session_never_runs_on_the_event_loop(deploy: Deploy) -> None:
    application = deploy()
    superuser = superuser_of(application)
    token = superuser.token
    for _ in range(2):  # before the first refresh, in memory; then in a file
        with watching() as seen:
            assert application.client.call("GET", ACTIVITY, token=token).status == 200
        assert seen == ["connect", "execute", "execute", "close"]
        with watching() as seen:
            refresh_analytics(superuser)
        assert {what for what in seen if "loop" in what} == set()
        assert seen.count("connect") == seen.count("close") > 0
