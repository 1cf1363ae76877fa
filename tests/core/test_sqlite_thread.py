"""The thread of each connection to SQLite: few visits, and its end."""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiosqlite
import pytest
from advanced_alchemy.config import SQLAlchemyAsyncConfig
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from core.database.engine import async_config
from core.database.sqlite import ROWS_AT_ONCE, ShortVisits
from core.errors import NotReady
from tests.deployment import settings_for

COUNT = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :most) SELECT i FROM n"


@pytest.fixture
def visits(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The functions that ran in threads of connections."""
    driver: Any = ShortVisits
    execute: Any = driver._execute  # noqa: SLF001 - all visits pass it
    made: list[str] = []

    async def counted(connection: Any, work: Any, *arguments: Any, **options: Any) -> Any:
        made.append(work.__name__)
        return await execute(connection, work, *arguments, **options)

    monkeypatch.setattr(driver, "_execute", counted)
    return made


def connected(path: Path, scenario: Callable[[AsyncConnection], Any]) -> None:
    async def main() -> None:
        engine = async_config(SQLAlchemyAsyncConfig, settings_for(f"sqlite:///{path}/file")).get_engine()
        async with engine.connect() as connection:
            await scenario(connection)
        await engine.dispose()

    asyncio.run(main())


@pytest.mark.parametrize("rows", [0, 1, ROWS_AT_ONCE - 1])
def test_a_statement_its_rows_and_its_end_take_one_visit(tmp_path: Path, visits: list[str], rows: int) -> None:
    async def scenario(connection: AsyncConnection) -> None:
        await connection.execute(text("CREATE TABLE begun (a)"))
        visits.clear()
        found = await connection.execute(text(COUNT.replace("SELECT 1", "SELECT 1 WHERE :most > 0", 1)), {"most": rows})
        assert [number for (number,) in found] == list(range(1, rows + 1))
        assert visits == ["_run"]
        await connection.execute(text("CREATE TABLE t (a UNIQUE)"))
        assert (await connection.execute(text("INSERT INTO t VALUES (:a)"), [{"a": 1}, {"a": 2}])).rowcount == 2
        assert (await connection.execute(text("INSERT INTO t VALUES (3) RETURNING a"))).scalar_one() == 3
        with pytest.raises(IntegrityError):
            await connection.execute(text("INSERT INTO t VALUES (3)"))
        assert visits == ["_run"] * 5

    connected(tmp_path, scenario)


@pytest.mark.parametrize("rows", [ROWS_AT_ONCE, ROWS_AT_ONCE + 1, 5 * ROWS_AT_ONCE])
def test_many_rows_are_all_fetched_however_they_are_asked_for(tmp_path: Path, visits: list[str], rows: int) -> None:
    async def scenario(connection: AsyncConnection) -> None:
        expected = list(range(1, rows + 1))
        found = await connection.execute(text(COUNT), {"most": rows})
        assert [number for (number,) in found.fetchall()] == expected
        visits.clear()
        stream = await connection.stream(text(COUNT), {"most": rows})
        assert [number async for (number,) in stream] == expected
        assert visits[-1] == "close"
        stream = await connection.stream(text(COUNT), {"most": rows})
        assert await stream.fetchone() == (1,)
        assert [number for (number,) in await stream.fetchmany(rows - 2)] == expected[1:-1]
        assert [number for (number,) in await stream.fetchall()] == expected[-1:]

    connected(tmp_path, scenario)


def test_the_thread_of_a_failed_connection_has_ended_when_the_error_is_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver: Any = aiosqlite.Connection
    stop: Any = driver.stop
    threads: list[threading.Thread] = []

    def stop_late(connection: Any) -> Any:
        # The thread ends only once the event loop has run again, as on a busy machine.
        released = threading.Event()
        asyncio.get_running_loop().call_soon(released.set)
        connection._tx.put_nowait((None, released.wait))  # noqa: SLF001 - aiosqlite has no other way to delay its thread
        threads.append(connection._thread)  # noqa: SLF001 - nor to name it
        return stop(connection)

    async def scenario() -> None:
        engine = async_config(SQLAlchemyAsyncConfig, settings_for(f"sqlite:///{tmp_path}/nowhere/file")).get_engine()
        with pytest.raises(NotReady):
            await engine.connect()
        assert [thread.is_alive() for thread in threads] == [False]

    monkeypatch.setattr(driver, "stop", stop_late)
    asyncio.run(scenario())


def test_a_transaction_that_only_read_ends_without_a_visit(tmp_path: Path, visits: list[str]) -> None:
    async def scenario(connection: AsyncConnection) -> None:
        await connection.execute(text("CREATE TABLE begun (a)"))
        await connection.commit()
        for end in (connection.commit, connection.rollback):
            visits.clear()
            await connection.execute(text("SELECT a FROM begun"))
            await end()
            assert visits == ["_run"]
        await connection.execute(text("INSERT INTO begun VALUES (1)"))
        visits.clear()
        await connection.rollback()
        assert len(visits) == 1

    connected(tmp_path, scenario)


def test_a_statement_whose_caller_is_cancelled_is_rolled_back(tmp_path: Path, visits: list[str]) -> None:
    async def scenario(connection: AsyncConnection) -> None:
        raw: Any = (await connection.get_raw_connection()).driver_connection
        release = threading.Event()
        task = asyncio.create_task(raw.visit(lambda: (release.wait(), raw.driver_cursor().execute("BEGIN"))))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        rollback = asyncio.create_task(raw.rollback())
        await asyncio.sleep(0)  # it has decided by now
        release.set()
        await rollback
        await raw.visit(lambda: None)
        assert not raw.in_transaction

    connected(tmp_path, scenario)
