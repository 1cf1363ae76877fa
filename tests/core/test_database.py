"""SQLite on an event loop: a failed statement must not block other requests."""

import asyncio
import gc
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from advanced_alchemy.config import SQLAlchemyAsyncConfig
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from core.database.engine import async_config
from core.database.sqlite import WRITES
from tests.deployment import settings_for


def test_a_failed_cursor_can_be_collected_while_its_connection_waits_for_the_write_lock(
    tmp_path: Path,
) -> None:
    path = tmp_path / "database.sqlite3"

    async def scenario(holder: sqlite3.Connection) -> None:
        # One connection: the second block uses the one on which the first has failed. The lock timeout is far longer
        # than the slowest machine needs between BEGIN IMMEDIATE and ROLLBACK; code that waits for the lock uses it up.
        config = async_config(SQLAlchemyAsyncConfig, settings_for(f"sqlite:///{path}", pool_size=1, lock_timeout=60))
        engine = config.get_engine()
        failed: list[IntegrityError] = []

        async def write() -> None:
            async with engine.connect() as connection:
                await connection.execution_options(**{WRITES: True})
                await connection.execute(text("INSERT INTO name VALUES ('b')"))
                await connection.commit()

        try:
            async with engine.connect() as connection:
                with pytest.raises(IntegrityError) as caught:
                    await connection.execute(text("INSERT INTO name VALUES ('a')"))
                failed.append(caught.value)
                del caught
            holder.execute("BEGIN IMMEDIATE")
            writing = asyncio.create_task(write())
            assert not (await asyncio.wait([writing], timeout=0.2))[0]
            failed.clear()
            gc.collect()
            holder.execute("ROLLBACK")  # too late if the collection has waited for the other thread
            await writing
        finally:
            await engine.dispose()

    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("CREATE TABLE name (name TEXT UNIQUE)")
        holder.execute("INSERT INTO name VALUES ('a')")
        asyncio.run(scenario(holder))
        assert holder.execute("SELECT count(*) FROM name").fetchone() == (2,)
