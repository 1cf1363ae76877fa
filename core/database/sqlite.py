"""SQLite's own needs: pragmas, transactions that begin, few visits to the driver's thread, threads that end."""

import asyncio
import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, ParamSpec, TypeVar

import aiosqlite
from sqlalchemy import Connection

P = ParamSpec("P")
T = TypeVar("T")

WRITES = "writes"
"""Execution option of a connection that is about to write; `begin` then takes SQLite's write lock."""

WITHOUT_BEGIN = ("SELECT", "PRAGMA", "BEGIN")
"""How statements start that need no transaction."""

ROWS_AT_ONCE = 200
"""How many rows come with the statement: more than a page has, fewer than an export."""


class ShortVisits(aiosqlite.Connection):
    """A connection that runs a statement, fetches its rows and closes the cursor in one visit to its thread.

    SQLAlchemy's aiosqlite dialect asks for each of these by itself. Each visit wakes two threads, and takes longer than
    most statements. A test counts the visits.
    """

    is_busy = False
    """Whether a statement may be running."""

    async def cursor(self) -> "Cursor":  # pyright: ignore[reportIncompatibleMethodOverride] # what the dialect asks for
        """Return a cursor, without a visit."""
        return Cursor(self)

    def driver_cursor(self) -> sqlite3.Cursor:
        """Return a cursor of the driver; only in the connection's thread."""
        return self._conn.cursor()

    async def commit(self) -> None:
        """Commit, without a visit if there is nothing to commit."""
        if self.is_busy or self.in_transaction:
            await super().commit()

    async def rollback(self) -> None:
        """Roll back, without a visit if there is nothing to roll back."""
        if self.is_busy or self.in_transaction:
            await super().rollback()

    async def visit(self, work: Callable[P, T], *arguments: P.args, **options: P.kwargs) -> T:
        """Run a function in the connection's thread."""
        self.is_busy = True
        try:
            result = await self._execute(work, *arguments, **options)  # pyright: ignore[reportUnknownMemberType]
        except Exception:
            self.is_busy = False
            raise
        self.is_busy = False  # not if the caller is cancelled: the thread goes on
        return result


class Cursor:
    """What SQLAlchemy's aiosqlite dialect uses of a cursor."""

    def __init__(self, connection: ShortVisits) -> None:
        self.connection = connection
        self.description: Any = None
        self.lastrowid: int | None = None
        self.rowcount = -1
        self.rows: list[Any] = []
        self.rest: sqlite3.Cursor | None = None  # has further rows

    async def execute(self, statement: str, parameters: Any = ()) -> None:
        """Run a statement, and fetch its first rows."""
        await self.connection.visit(self._run, statement, parameters)

    async def executemany(self, statement: str, parameters: Any) -> None:
        """Run a statement with each of some parameters."""
        await self.connection.visit(self._run, statement, parameters, many=True)

    def _run(self, statement: str, parameters: Any, *, many: bool = False) -> None:
        cursor = self.connection.driver_cursor()
        try:
            (cursor.executemany if many else cursor.execute)(statement, parameters)
            self.rows = cursor.fetchmany(ROWS_AT_ONCE)
            self.description, self.lastrowid, self.rowcount = cursor.description, cursor.lastrowid, cursor.rowcount
            if len(self.rows) == ROWS_AT_ONCE:
                self.rest = cursor
        finally:
            # Here and not by the garbage collector, which may run in the event loop. The loop would wait for what the
            # connection does, perhaps for the write lock, whose holder needs the loop to release it.
            if self.rest is None:
                cursor.close()

    async def fetchone(self) -> Any:
        """Fetch a row; None after the last."""
        return next(iter(await self.fetchmany(1)), None)

    async def fetchmany(self, size: int) -> list[Any]:
        """Fetch so many rows, or those that are left."""
        if self.rest is not None and len(self.rows) < size:
            self.rows += await self.connection.visit(self.rest.fetchmany, size - len(self.rows))
        fetched, self.rows = self.rows[:size], self.rows[size:]
        return fetched

    async def fetchall(self) -> list[Any]:
        """Fetch the rows that are left."""
        fetched, self.rows = self.rows, []
        return fetched if self.rest is None else fetched + await self.connection.visit(self.rest.fetchall)

    async def close(self) -> None:
        """Close the driver's cursor, if it had further rows."""
        if self.rest is not None:
            rest, self.rest = self.rest, None
            await self.connection.visit(rest.close)


async def connect(*arguments: Any, **options: Any) -> ShortVisits:
    """Connect as SQLAlchemy's dialect does; if that fails, wait for the end of the driver's thread.

    aiosqlite does not wait for it. The thread reports its end to the event loop. If the loop is closed by then, the
    traceback appears in the middle of something else: in a test run it fails the next test.
    """
    connection = ShortVisits(partial(sqlite3.connect, *arguments, **options), iter_chunk_size=ROWS_AT_ONCE)
    thread = connection._thread  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] # the dialect does it too
    thread.daemon = True
    try:
        await connection
    except BaseException:
        await asyncio.to_thread(thread.join)
        raise
    return connection


def keep_private(dialect: object, record: object, arguments: Sequence[Any], options: object) -> None:
    """Create the file of a database for its owner alone, whatever the umask; the files beside it take its mode."""
    path = str(arguments[0])
    if not path.startswith("file:"):
        with suppress(OSError):  # there is one, or there can be none, which the driver says better
            os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))


def set_pragmas(connection: Any, record: object) -> None:
    """Set what SQLite keeps for each connection."""
    cursor = connection.cursor()
    for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def begin(connection: Connection) -> None:
    """Take the write lock for a transaction that is about to write. Any other begins with its first write."""
    if connection.get_execution_options().get(WRITES, False):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def begin_to_write(connection: Connection, cursor: object, statement: str, *further: object) -> None:
    """Send BEGIN, which the driver leaves to us, before a statement that may be the first write of a transaction.

    A statement that reads needs none. After one, SQLite would refuse a write instead of letting it wait for the lock,
    if somebody else has written since.
    """
    if not statement.startswith(WITHOUT_BEGIN) and not driver_connection(connection).in_transaction:
        connection.exec_driver_sql("BEGIN")


def driver_connection(connection: Connection) -> Any:
    """Return what the driver, sync or async, connects by."""
    return connection.connection.driver_connection
