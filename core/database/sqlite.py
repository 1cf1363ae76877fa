"""SQLite's own needs: pragmas, transactions that begin, cursors that close, threads that end."""

import asyncio
import sqlite3
from collections.abc import Iterable
from typing import Any, Self

import aiosqlite
from sqlalchemy import Connection

WRITES = "writes"
"""Execution option of a connection that is about to write; `begin` then takes SQLite's write lock."""


class ClosingCursor(sqlite3.Cursor):
    """Closes when a statement fails, in the thread where it failed.

    SQLAlchemy's aiosqlite dialect leaves that to the garbage collector, which may run in the event loop. The loop then
    waits for whatever the connection is doing, perhaps for the write lock, whose holder needs the loop to release it.
    """

    def execute(self, sql: str, parameters: Any = (), /) -> Self:
        try:
            return super().execute(sql, parameters)
        except sqlite3.Error:
            self.close()
            raise

    def executemany(self, sql: str, seq_of_parameters: Iterable[Any], /) -> Self:
        try:
            return super().executemany(sql, seq_of_parameters)
        except sqlite3.Error:
            self.close()
            raise


class ClosingConnection(sqlite3.Connection):
    """A connection whose cursors are `ClosingCursor`s."""

    def cursor(self, factory: Any = ClosingCursor) -> Any:
        return super().cursor(factory)


async def connect(*arguments: Any, **options: Any) -> aiosqlite.Connection:
    """Connect as SQLAlchemy's dialect does; if that fails, wait for the end of the driver's thread.

    aiosqlite does not wait for it. The thread reports its end to the event loop. If the loop is closed by then, the
    traceback appears in the middle of something else: in a test run it fails the next test.
    """
    connection = aiosqlite.connect(*arguments, **options)
    thread = connection._thread  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] # the dialect does it too
    thread.daemon = True
    try:
        return await connection
    except BaseException:
        await asyncio.to_thread(thread.join)
        raise


def set_pragmas(connection: Any, record: object) -> None:
    """Set what SQLite keeps for each connection."""
    cursor = connection.cursor()
    for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def begin(connection: Connection) -> None:
    """Send BEGIN, which the driver leaves to us; a writer takes the write lock at once.

    SQLite refuses a reader that asks for the lock later without letting it wait.
    """
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
