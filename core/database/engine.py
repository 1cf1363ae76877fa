"""Configures the primary database: engine, pool and sessions, for whichever framework holds the configuration."""

from pathlib import Path
from typing import Any, TypeVar, cast
from uuid import uuid4

from advanced_alchemy.config import (
    AlembicSyncConfig,
    AsyncSessionConfig,
    EngineConfig,
    SQLAlchemyAsyncConfig,
    SQLAlchemySyncConfig,
    SyncSessionConfig,
)
from sqlalchemy import Engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import ConnectionPoolEntry

from ..settings import CommandSettings
from ..telemetry import metrics
from ..urls import dsn_of, without_words, words_of
from . import sqlite
from .outage import AsyncForgivingSession, AsyncOutagePool, ForgivingSession, OutagePool, report_outages
from .unit_of_work import READS_ALONE

MIGRATIONS = Path(__file__).parents[1] / "migrations"
POOLER_PORT = 6432
"""PgBouncer's own."""
VERSIONS = "alembic_versions"
"""The table with the revision that the database has."""
ASYNC_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
SYNC_DRIVERS = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg"}

AsyncConfig = TypeVar("AsyncConfig", bound=SQLAlchemyAsyncConfig)
SyncConfig = TypeVar("SyncConfig", bound=SQLAlchemySyncConfig)


def async_config(config_class: type[AsyncConfig], settings: CommandSettings) -> AsyncConfig:
    """Configure the database for an async adapter; `config_class` is Advanced Alchemy's class for its framework."""
    url = make_url(settings.database_url)
    url = without_words(url.set(drivername=ASYNC_DRIVERS[url.get_backend_name()]))
    config = config_class(
        connection_string=url.render_as_string(hide_password=False),
        engine_config=engine_config(settings, url),
        session_config=AsyncSessionConfig(class_=AsyncForgivingSession, expire_on_commit=False),
    )
    prepare(config.get_engine().sync_engine)
    return config


def sync_config(config_class: type[SyncConfig], settings: CommandSettings) -> SyncConfig:
    """Configure the database for a sync adapter, a command or a migration."""
    url = make_url(settings.database_url)
    url = url.set(drivername=SYNC_DRIVERS[url.get_backend_name()])
    config = config_class(
        connection_string=url.render_as_string(hide_password=False),
        engine_config=engine_config(settings, url),
        session_config=SyncSessionConfig(class_=ForgivingSession, expire_on_commit=False),
        alembic_config=AlembicSyncConfig(
            script_config="",  # there is no alembic.ini
            script_location=str(MIGRATIONS),
            user_module_prefix="",  # the template of new migrations has its own imports
            version_table_name=VERSIONS,
        ),
    )
    prepare(config.get_engine())
    return config


def engine_config(settings: CommandSettings, url: URL) -> EngineConfig:
    """Return the options of the pool and the driver.

    The pool has a fixed size: one that overflows was measured at 1.4 times the time.
    """
    is_sqlite = url.get_backend_name() == "sqlite"
    return EngineConfig(
        connect_args=connect_args(settings, url),
        # Behind a pooler a statement is prepared and executed over one connection only within a transaction.
        execution_options={READS_ALONE: not (is_sqlite or pools_transactions(settings))},
        hide_parameters=True,  # logged errors would contain them: emails and password hashes
        max_overflow=0,
        pool_pre_ping=settings.pool_pre_ping and not is_sqlite,
        pool_recycle=settings.pool_recycle,
        pool_size=settings.pool_size or (4 if is_sqlite else 10),
        pool_timeout=settings.pool_timeout,
        poolclass=OutagePool if url.drivername in SYNC_DRIVERS.values() else AsyncOutagePool,
    )


def connect_args(settings: CommandSettings, url: URL) -> dict[str, Any]:
    """Return the arguments of the driver's connect(). All timeouts are in seconds."""
    match url.drivername:
        case "postgresql+asyncpg":
            words = words_of(settings.database_url)
            seconds = float(words.get("connect_timeout", settings.database_timeout))
            pooled = UNNAMED if pools_transactions(settings) else {}
            return {"timeout": seconds, **({"dsn": dsn_of(words)} if words else {}), **pooled}
        case "postgresql+psycopg":
            # libpq accepts whole seconds, and at least 2. The URL's own, if it has one, is the driver's.
            pooled = {"prepare_threshold": None} if pools_transactions(settings) else {}
            timeout = words_of(settings.database_url).get("connect_timeout", settings.database_timeout)
            return {"connect_timeout": max(2, round(float(timeout))), **pooled}
        case drivername:
            opened_by = {"async_creator_fn": sqlite.connect} if drivername == "sqlite+aiosqlite" else {}
            # Without an isolation level the driver leaves BEGIN to `sqlite.begin`.
            own = {"timeout": settings.lock_timeout, "isolation_level": None}
            return own | opened_by


def pools_transactions(settings: CommandSettings) -> bool:
    """Return whether each transaction may get another connection of PostgreSQL."""
    if settings.transaction_pooling is None:
        return make_url(settings.database_url).port == POOLER_PORT
    return settings.transaction_pooling


def unique_name() -> str:
    """Return a name for a prepared statement that no other client of the pooler uses."""
    return f"__likewise_{uuid4()}__"


# Nothing is prepared that another transaction, over another connection, might use.
UNNAMED = {"statement_cache_size": 0, "prepared_statement_cache_size": 0, "prepared_statement_name_func": unique_name}


def prepare(engine: Engine) -> None:
    """Add the listeners of an engine: outages, the number of connections in use, and what SQLite needs."""
    report_outages(engine)
    event.listen(engine, "checkout", count_checkout)
    event.listen(engine, "checkin", count_checkin)
    event.listen(engine, "detach", count_checkin)  # a connection that the garbage collector closes is not checked in
    if engine.dialect.name == "sqlite":
        event.listen(engine, "do_connect", sqlite.keep_private)
        event.listen(engine, "connect", sqlite.set_pragmas)
        event.listen(engine, "begin", sqlite.begin)
        event.listen(engine, "before_cursor_execute", sqlite.begin_to_write)


def count_checkout(connection: object, record: ConnectionPoolEntry, proxy: object) -> None:
    """Add a connection to those in use."""
    record_info(record)["counted"] = True
    metrics.connections.inc()


def count_checkin(connection: object, record: ConnectionPoolEntry) -> None:
    """Subtract a connection from those in use. One that could not be opened was never checked out, so never added."""
    if record_info(record).pop("counted", False):
        metrics.connections.dec()


def record_info(record: ConnectionPoolEntry) -> dict[str, Any]:
    """Return the data kept with a place in the pool; it outlives the place's connections."""
    return cast("dict[str, Any]", record.record_info)  # None only for a record that has left the pool
