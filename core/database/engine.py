"""Engines and sessions: what Advanced Alchemy is configured with, whichever framework holds the configuration."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self, TypeVar, cast

from advanced_alchemy.config import (
    AlembicSyncConfig,
    AsyncSessionConfig,
    EngineConfig,
    SQLAlchemyAsyncConfig,
    SQLAlchemySyncConfig,
    SyncSessionConfig,
)
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import ConnectionPoolEntry

from ..settings import CommandSettings
from ..telemetry import metrics
from . import sqlite_thread
from .outage import AsyncForgivingSession, AsyncTellingPool, ForgivingSession, TellingPool, tell_outages

MIGRATIONS = Path(__file__).parents[1] / "migrations"
ASYNC_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
SYNC_DRIVERS = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg"}

# Execution option of a connection that is about to write; SQLite takes its write lock at BEGIN for it.
WRITES = "writes"

AsyncConfig = TypeVar("AsyncConfig", bound=SQLAlchemyAsyncConfig)
SyncConfig = TypeVar("SyncConfig", bound=SQLAlchemySyncConfig)


def async_config(config_class: type[AsyncConfig], settings: CommandSettings) -> AsyncConfig:
    """Configure the primary database for an async adapter; `config_class` is the framework's own flavour."""
    url = make_url(settings.database_url)
    url = url.set(drivername=ASYNC_DRIVERS[url.get_backend_name()])
    config = config_class(
        connection_string=url.render_as_string(hide_password=False),
        engine_config=engine_config(settings, url),
        session_config=AsyncSessionConfig(class_=AsyncForgivingSession, expire_on_commit=False),
    )
    prepare(config.get_engine().sync_engine)
    return config


def sync_config(config_class: type[SyncConfig], settings: CommandSettings) -> SyncConfig:
    """Configure the primary database for a sync adapter, a command or a migration."""
    url = make_url(settings.database_url)
    url = url.set(drivername=SYNC_DRIVERS[url.get_backend_name()])
    config = config_class(
        connection_string=url.render_as_string(hide_password=False),
        engine_config=engine_config(settings, url),
        session_config=SyncSessionConfig(class_=ForgivingSession, expire_on_commit=False),
        alembic_config=AlembicSyncConfig(
            script_config="",  # no alembic.ini
            script_location=str(MIGRATIONS),
            user_module_prefix="",  # the template imports what it names
        ),
    )
    prepare(config.get_engine())
    return config


def engine_config(settings: CommandSettings, url: URL) -> EngineConfig:
    """Pool and driver options. The pool never overflows: a fixed one was measured 1.4 times as fast."""
    sqlite = url.get_backend_name() == "sqlite"
    return EngineConfig(
        connect_args=connect_args(settings, url),
        hide_parameters=True,  # they would end up in logged errors: emails, password hashes
        max_overflow=0,
        pool_pre_ping=settings.pool_pre_ping and not sqlite,
        pool_recycle=settings.pool_recycle,
        pool_size=settings.pool_size or (4 if sqlite else 10),
        pool_timeout=settings.pool_timeout,
        poolclass=TellingPool if url.drivername in SYNC_DRIVERS.values() else AsyncTellingPool,
    )


def connect_args(settings: CommandSettings, url: URL) -> dict[str, Any]:
    """What the driver's own connect() is called with."""
    match url.drivername:
        case "postgresql+asyncpg":
            return {"timeout": settings.database_timeout}
        case "postgresql+psycopg":
            # libpq takes whole seconds, and 2 at least.
            return {"connect_timeout": max(2, round(settings.database_timeout))}
        case drivername:
            opened_by = {"async_creator_fn": sqlite_thread.connect} if drivername == "sqlite+aiosqlite" else {}
            # Without an isolation level the driver leaves BEGIN to us: see `begin`.
            own = {"timeout": settings.lock_timeout, "isolation_level": None, "factory": TidyConnection}
            return own | opened_by


class TidyCursor(sqlite3.Cursor):
    """Closes when a statement fails, in the thread it failed in.

    SQLAlchemy's aiosqlite dialect leaves that to the garbage collector, so to the event loop, which then waits for
    whatever the connection does by now: for the write lock, say, that its holder cannot give back without the loop.
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


class TidyConnection(sqlite3.Connection):
    """A connection with tidy cursors."""

    def cursor(self, factory: Any = TidyCursor) -> Any:
        return super().cursor(factory)


def prepare(engine: Engine) -> None:
    """Count connections in use; give SQLite what others have by themselves: foreign keys, transactions that begin."""
    tell_outages(engine)
    event.listen(engine, "checkout", checked_out)
    event.listen(engine, "checkin", checked_in)
    event.listen(engine, "detach", checked_in)  # what is left to the garbage collector is not checked in
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", set_pragmas)
        event.listen(engine, "begin", begin)


def checked_out(connection: object, record: ConnectionPoolEntry, proxy: object) -> None:
    """Count a connection that somebody uses."""
    record_info(record)["counted"] = True
    metrics.connections.inc()


def checked_in(connection: object, record: ConnectionPoolEntry) -> None:
    """Count it no more; one that could not be made is checked in too, and has never been checked out."""
    if record_info(record).pop("counted", False):
        metrics.connections.dec()


def record_info(record: ConnectionPoolEntry) -> dict[str, Any]:
    """What is kept with a place in the pool, whichever connections it has had."""
    return cast("dict[str, Any]", record.record_info)  # None only for what has left the pool


def set_pragmas(connection: Any, record: object) -> None:
    """Settings that SQLite keeps for each connection."""
    cursor = connection.cursor()
    for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def begin(connection: Connection) -> None:
    """Begin in earnest. A writer takes the lock at once: a reader that upgrades later is refused without waiting."""
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
