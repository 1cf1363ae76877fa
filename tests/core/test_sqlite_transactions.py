"""When a transaction begins on SQLite, for sessions without a unit of work too, as a team's own handlers have them."""

from collections.abc import Generator
from pathlib import Path

import pytest
from advanced_alchemy.config import SQLAlchemySyncConfig
from sqlalchemy import event, func, select, text
from sqlalchemy.orm import Session

from core.database.engine import sync_config
from core.database.rows import table_of
from core.models import Event
from core.settings import CommandSettings
from tests.deployment import settings_for


@pytest.fixture
def sqlite(tmp_path: Path) -> Generator[SQLAlchemySyncConfig]:
    settings: CommandSettings = settings_for(f"sqlite:///{tmp_path}/file.sqlite3")
    config = sync_config(SQLAlchemySyncConfig, settings)
    with config.get_engine().begin() as connection:
        table_of(Event).create(connection)
    yield config
    config.get_engine().dispose()


def events(session: Session) -> int:
    return session.scalars(select(func.count()).select_from(Event)).one()


def test_reading_begins_no_transaction(sqlite: SQLAlchemySyncConfig) -> None:
    sent: list[str] = []
    event.listen(sqlite.get_engine(), "after_cursor_execute", lambda *given: sent.append(given[2]))
    with sqlite.get_session() as session:
        assert events(session) == 0
    assert [statement.split()[0] for statement in sent] == ["SELECT"]


def test_what_a_session_has_written_is_undone_as_a_whole(sqlite: SQLAlchemySyncConfig) -> None:
    with sqlite.get_session() as session:
        assert events(session) == 0
        session.add(Event(kind="first"))
        session.flush()
        session.add(Event(kind="second"))
        session.flush()
        assert events(session) == 2
        session.rollback()
        assert events(session) == 0


def test_a_savepoint_belongs_to_a_transaction(sqlite: SQLAlchemySyncConfig) -> None:
    with sqlite.get_session() as session:
        assert events(session) == 0
        with session.begin_nested():
            session.add(Event(kind="inside"))
        session.rollback()
        assert events(session) == 0


def test_a_write_that_no_word_announces_is_undone_too(sqlite: SQLAlchemySyncConfig) -> None:
    with sqlite.get_session() as session:
        written = "INSERT INTO event (id, kind, created_at, updated_at) SELECT x'00', 'any', 0, 0 FROM one"
        session.execute(text(f"WITH one AS (SELECT 1) {written}"))
        session.rollback()
        assert events(session) == 0


def test_a_session_that_has_read_may_write_after_somebody_else_has(sqlite: SQLAlchemySyncConfig) -> None:
    with sqlite.get_session() as reader, sqlite.get_session() as writer:
        assert events(reader) == 0
        writer.add(Event(kind="of the writer"))
        writer.commit()
        reader.add(Event(kind="of the reader"))
        reader.commit()
        assert events(writer) == 2
