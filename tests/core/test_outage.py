"""Lost connections: a session closes without an error, and can be used again."""

import asyncio

import pytest
from advanced_alchemy.config import SQLAlchemyAsyncConfig, SQLAlchemySyncConfig
from sqlalchemy import event, text

from core.database.engine import async_config, sync_config
from core.errors import Conflict, NotReady
from core.settings import Settings
from tests.databases import Database
from tests.people import SUPERUSER

EMAIL = text("SELECT email FROM user_account")
PID = text("SELECT pg_backend_pid()")


def cut(database: Database, pid: int) -> None:
    """End a connection on the server, and wait until it has ended."""
    with database.connect() as connection:
        assert connection.execute("SELECT pg_terminate_backend(%s, 10000)", (pid,)).fetchone() == (True,)


def test_an_async_session_survives_the_loss_of_its_connection(own_database: Database, own_settings: Settings) -> None:
    async def scenario() -> None:
        config = async_config(SQLAlchemyAsyncConfig, own_settings)
        session = config.create_session_maker()()
        for _ in range(2):
            assert await session.scalar(EMAIL) == SUPERUSER.email
            if own_database.kind == "postgresql":  # SQLite connections cannot be lost
                cut(own_database, (await session.scalars(PID)).one())
            await session.close()
            assert config.get_engine().pool.status().endswith("Current Checked out connections: 0")
        async with session.begin():
            assert await session.scalar(EMAIL) == SUPERUSER.email
        await config.get_engine().dispose()

    asyncio.run(scenario())


def test_a_sync_session_survives_the_loss_of_its_connection(own_database: Database, own_settings: Settings) -> None:
    config = sync_config(SQLAlchemySyncConfig, own_settings)
    session = config.create_session_maker()()
    for _ in range(2):
        assert session.scalar(EMAIL) == SUPERUSER.email
        if own_database.kind == "postgresql":
            cut(own_database, session.scalars(PID).one())
        session.close()
        assert config.get_engine().pool.status().endswith("Current Checked out connections: 0")
    with session.begin():
        assert session.scalar(EMAIL) == SUPERUSER.email
    config.get_engine().dispose()


class InterfaceError(Exception):
    """Like asyncpg's error for a connection that closes while SQLAlchemy sets it up, which SQLAlchemy does not wrap."""


def lose(connection: object, record: object) -> None:
    raise InterfaceError("connection is closed")


def test_a_connection_lost_during_its_setup_is_not_ready(own_settings: Settings) -> None:
    async def scenario() -> None:
        config = async_config(SQLAlchemyAsyncConfig, own_settings)
        session = config.create_session_maker()()
        engine = config.get_engine()
        event.listen(engine.sync_engine, "connect", lose)
        for _ in range(2):
            with pytest.raises(NotReady):
                await session.scalar(EMAIL)
            await session.close()
            assert engine.pool.status().endswith("Current Checked out connections: 0")
        event.remove(engine.sync_engine, "connect", lose)
        assert await session.scalar(EMAIL) == SUPERUSER.email
        await session.close()
        await engine.dispose()

    asyncio.run(scenario())


def test_an_error_of_ours_while_a_connection_is_made_passes_unchanged(own_settings: Settings) -> None:
    ours = Conflict()

    def refuse(connection: object, record: object) -> None:
        raise ours

    config = sync_config(SQLAlchemySyncConfig, own_settings)
    event.listen(config.get_engine(), "connect", refuse)
    with config.get_session() as session, pytest.raises(Conflict) as raised:
        session.scalar(EMAIL)
    assert raised.value is ours
    config.get_engine().dispose()
