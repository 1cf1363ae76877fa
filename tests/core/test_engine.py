"""The options with which engines are created: of the pool, and of each driver."""

from typing import Any

import pytest
from advanced_alchemy.config import SQLAlchemyAsyncConfig, SQLAlchemySyncConfig
from sqlalchemy import text
from sqlalchemy.engine import make_url

from core.database import sqlite
from core.database.engine import async_config, connect_args, engine_config, sync_config
from core.database.outage import AsyncForgivingSession, AsyncOutagePool, ForgivingSession, OutagePool
from core.settings import Settings
from tests.deployment import settings_for

SETTINGS = settings_for("sqlite:///nowhere.sqlite3", pool_timeout=3, pool_recycle=70, lock_timeout=4)
SQLITE = {"timeout": 4, "isolation_level": None}


@pytest.mark.parametrize(
    ("driver", "arguments"),
    [
        ("sqlite+pysqlite", SQLITE),
        ("sqlite+aiosqlite", {**SQLITE, "async_creator_fn": sqlite.connect}),
        ("postgresql+asyncpg", {"timeout": 5}),
        ("postgresql+psycopg", {"connect_timeout": 5}),
    ],
)
def test_each_driver_gets_the_timeouts_of_the_settings(driver: str, arguments: dict[str, Any]) -> None:
    assert connect_args(SETTINGS, make_url(f"{driver}:///x")) == arguments


@pytest.mark.parametrize(("seconds", "whole"), [(0.1, 2), (1.9, 2), (2.6, 3), (30, 30)])
def test_libpq_gets_whole_seconds_and_at_least_2(seconds: float, whole: int) -> None:
    settings = settings_for("sqlite:///nowhere.sqlite3", database_timeout=seconds)
    assert connect_args(settings, make_url("postgresql+psycopg:///x")) == {"connect_timeout": whole}


@pytest.mark.parametrize(
    ("driver", "pool", "size", "ping"),
    [
        ("sqlite+pysqlite", OutagePool, 4, False),
        ("sqlite+aiosqlite", AsyncOutagePool, 4, False),
        ("postgresql+psycopg", OutagePool, 10, True),
        ("postgresql+asyncpg", AsyncOutagePool, 10, True),
    ],
)
def test_the_pool_has_a_fixed_size_and_the_times_of_the_settings(
    driver: str, pool: type[Any], size: int, *, ping: bool
) -> None:
    config = engine_config(SETTINGS, make_url(f"{driver}:///x"))
    assert (config.poolclass, config.pool_size, config.max_overflow, config.pool_pre_ping) == (pool, size, 0, ping)
    assert (config.pool_timeout, config.pool_recycle, config.hide_parameters) == (3, 70, True)
    own = settings_for("sqlite:///nowhere.sqlite3", pool_size=7, pool_pre_ping=False)
    config = engine_config(own, make_url(f"{driver}:///x"))
    assert (config.pool_size, config.pool_pre_ping) == (7, False)


@pytest.mark.parametrize(
    ("url", "asynchronous", "synchronous"),
    [
        ("sqlite:///nowhere.sqlite3", "sqlite+aiosqlite:///nowhere.sqlite3", "sqlite+pysqlite:///nowhere.sqlite3"),
        ("postgresql://u:p@h:1/n", "postgresql+asyncpg://u:p@h:1/n", "postgresql+psycopg://u:p@h:1/n"),
    ],
)
def test_each_form_has_its_driver_and_its_session(url: str, asynchronous: str, synchronous: str) -> None:
    settings = settings_for(url)
    awaited = async_config(SQLAlchemyAsyncConfig, settings)
    assert awaited.connection_string == asynchronous
    assert (awaited.session_config.class_, awaited.session_config.expire_on_commit) == (AsyncForgivingSession, False)
    direct = sync_config(SQLAlchemySyncConfig, settings)
    assert direct.connection_string == synchronous
    assert (direct.session_config.class_, direct.session_config.expire_on_commit) == (ForgivingSession, False)
    direct.get_engine().dispose()


def test_a_connection_to_sqlite_checks_foreign_keys_and_writes_to_disk(own_settings: Settings) -> None:
    config = sync_config(SQLAlchemySyncConfig, own_settings)
    if config.get_engine().dialect.name == "sqlite":
        with config.get_engine().connect() as connection:
            pragmas = ("foreign_keys", "journal_mode", "synchronous", "busy_timeout")
            values = [connection.execute(text(f"PRAGMA {name}")).scalar() for name in pragmas]
        assert values == [1, "wal", 2, 30_000]
    config.get_engine().dispose()
