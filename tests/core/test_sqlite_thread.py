"""A SQLite database that cannot be opened leaves no thread of its driver behind."""

import asyncio
import threading
from pathlib import Path
from typing import Any

import aiosqlite
import pytest
from advanced_alchemy.config import SQLAlchemyAsyncConfig

from core.database.engine import async_config
from core.errors import NotReady
from tests.deployment import settings_for


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
