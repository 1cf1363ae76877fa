"""Migrations lead to the schema of the models, up and down, on both databases, and lose no value a column can hold."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from advanced_alchemy.alembic.commands import AlembicCommands
from advanced_alchemy.config import SQLAlchemySyncConfig
from advanced_alchemy.types import GUID, DateTimeUTC
from sqlalchemy import (
    Boolean,
    Column,
    FromClause,
    MetaData,
    String,
    Table,
    TableClause,
    column,
    insert,
    inspect,
    select,
    table,
)

from core.commandline.migrate import is_migrated, migrate
from core.commandline.seed import seed
from core.commandline.superuser import create_superuser
from core.database.engine import sync_config
from core.models import Base
from core.settings import Settings
from core.text import searchable

MOMENT = datetime(2024, 2, 29, 12, 30, 0, 123456, tzinfo=UTC)

Row = dict[str, Any]

SECOND = {"user_account", "post", "team", "team_member", "tag", "post_tag", "team_tag"}
"""The tables of revision 0002."""
# The first schema, as revision 0001 created it. It must not use today's models.
FIRST = MetaData()
TIMES = ("created_at", "updated_at")
USER = Table(
    "user_account",
    FIRST,
    Column("id", GUID()),
    *(Column(name, String()) for name in ("email", "name", "hashed_password", "search_text")),
    *(Column(name, Boolean()) for name in ("is_active", "is_superuser")),
    *(Column(name, DateTimeUTC(timezone=True)) for name in TIMES),
)
POST = Table(
    "post",
    FIRST,
    *(Column(name, GUID()) for name in ("id", "author_id")),
    *(Column(name, String()) for name in ("title", "body")),
    *(Column(name, DateTimeUTC(timezone=True)) for name in ("published_at", *TIMES)),
)


@pytest.fixture
def config(own_settings: Settings) -> Iterator[SQLAlchemySyncConfig]:
    config = sync_config(SQLAlchemySyncConfig, own_settings)
    yield config
    config.get_engine().dispose()


@pytest.fixture
def commands(config: SQLAlchemySyncConfig) -> AlembicCommands:
    return AlembicCommands(config)


def read(config: SQLAlchemySyncConfig, table: FromClause) -> list[Row]:
    with config.get_engine().connect() as connection:
        return in_order(dict(row) for row in connection.execute(select(table)).mappings())


def in_order(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: json.dumps(row, default=str, sort_keys=True))


def write(config: SQLAlchemySyncConfig, rows: Iterable[tuple[Table, list[Row]]]) -> None:
    with config.get_engine().begin() as connection:
        for table, values in rows:
            connection.execute(insert(table), values)


def first_rows() -> list[tuple[Table, list[Row]]]:
    """Return users and posts with every kind of value: longest, empty, null, and not ASCII."""
    times = {"created_at": MOMENT, "updated_at": MOMENT + timedelta(days=1, microseconds=1)}
    flags = {"is_active": True, "is_superuser": False}
    user = {
        **times,
        **flags,
        "id": UUID(int=1),
        "email": "straße@example.com",
        "name": "Straße",
        "hashed_password": "x",
    }
    other = {**user, "id": UUID(int=2), "email": "b" * 254, "name": "İ" * 100, "hashed_password": None}
    users = [{**row, "search_text": searchable(str(row["name"]), str(row["email"]))} for row in (user, other)]
    post = {
        **times,
        "id": UUID(int=3),
        "author_id": UUID(int=1),
        "title": "STRASSE",
        "body": "日本\n語",
        "published_at": None,
    }
    long = {**post, "id": UUID(int=4), "title": "ﬀ" * 200, "body": "É" * 50_000, "published_at": MOMENT}
    twin = {**post, "id": UUID(int=5), "author_id": UUID(int=2), "title": "Cafe\N{COMBINING ACUTE ACCENT}"}
    return [(USER, users), (POST, [post, long, twin])]


def test_migrations_create_the_schema_of_the_models(commands: AlembicCommands) -> None:
    commands.check()  # raises if a generated migration would not be empty


def test_a_database_can_be_downgraded_to_nothing_and_migrated_again(
    config: SQLAlchemySyncConfig, commands: AlembicCommands, own_settings: Settings
) -> None:
    commands.downgrade("base")
    assert set(inspect(config.get_engine()).get_table_names()) <= {"alembic_versions"}
    assert not is_migrated(own_settings)
    migrate(own_settings)
    assert is_migrated(own_settings)
    commands.check()
    create_superuser(own_settings, "again@example.com", "Again", "12345678")


def test_several_that_migrate_at_once_all_end_well(commands: AlembicCommands, own_settings: Settings) -> None:
    commands.downgrade("base")
    command = [sys.executable, "-m", "standalone", "migrate"]
    environment = {**os.environ, "LIKEWISE_DATABASE_URL": own_settings.database_url}
    running = [
        subprocess.Popen(  # noqa: S603 - our own
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for _ in range(3)
    ]
    assert [process.communicate()[0] for process in running] == ["The database is migrated.\n"] * 3
    assert is_migrated(own_settings)


def test_a_database_at_an_older_revision_is_not_migrated(commands: AlembicCommands, own_settings: Settings) -> None:
    for revision in ("0002", "0001"):
        commands.downgrade(revision)
        assert not is_migrated(own_settings)


def test_migrating_twice_does_nothing(own_settings: Settings) -> None:
    migrate(own_settings)
    assert is_migrated(own_settings)


def test_rows_of_the_first_schema_survive_every_migration_up_and_down(
    config: SQLAlchemySyncConfig, commands: AlembicCommands, own_settings: Settings
) -> None:
    commands.downgrade("base")
    commands.upgrade("0001")
    write(config, first_rows())
    before = [read(config, table) for table in (USER, POST)]
    migrate(own_settings)
    commands.check()
    assert [read(config, table) for table in (USER, POST)] == before
    texts = {row["id"]: row["search_text"] for row in read(config, Base.metadata.tables["post"])}
    assert texts == {row["id"]: searchable(row["title"], row["body"]) for row in before[1]}
    assert texts[UUID(int=3)].startswith("strasse")
    commands.downgrade("0001")
    assert [read(config, table) for table in (USER, POST)] == before
    assert set(inspect(config.get_engine()).get_table_names()) == {"alembic_versions", "user_account", "post"}
    migrate(own_settings)
    commands.check()
    assert [read(config, table) for table in (USER, POST)] == before


def test_a_seeded_database_can_be_downgraded_step_by_step_and_migrated_again(
    config: SQLAlchemySyncConfig, commands: AlembicCommands, own_settings: Settings
) -> None:
    seed(own_settings)
    everything = read_all(config)
    assert all(everything[name] for name in ("post_tag", "team_tag", "team_member"))
    commands.downgrade("0002")
    columns = columns_now(config)  # later revisions may add columns, which a downgrade empties
    assert set(columns) == SECOND
    assert read_all(config) == cut(everything, columns)
    commands.upgrade("head")
    migrated = read_all(config)
    assert cut(migrated, columns) == cut(everything, columns)
    assert not any(rows for name, rows in migrated.items() if name not in columns)
    commands.downgrade("0001")
    commands.upgrade("head")
    migrated = read_all(config)
    first = {name: columns[name] for name in ("user_account", "post")}
    assert cut(migrated, first) == cut(everything, first)
    assert migrated.keys() == everything.keys()
    assert not any(rows for name, rows in migrated.items() if name not in first)


def test_the_first_schema_keeps_its_foreign_keys_after_a_downgrade(
    config: SQLAlchemySyncConfig, commands: AlembicCommands
) -> None:
    """SQLite copies a table to drop a column: its foreign keys and their cascades must be copied too."""
    commands.downgrade("0001")
    write(config, first_rows())
    with config.get_engine().begin() as connection:
        connection.execute(USER.delete().where(USER.c.id == UUID(int=1)))
    assert [row["id"] for row in read(config, POST)] == [UUID(int=5)]


def columns_now(config: SQLAlchemySyncConfig) -> dict[str, list[str]]:
    """Return the names of the columns of every table, as the database has them at this revision."""
    inspector = inspect(config.get_engine())
    names = set(inspector.get_table_names()) - {"alembic_versions"}
    return {name: [each["name"] for each in inspector.get_columns(name)] for name in names}


def read_all(config: SQLAlchemySyncConfig) -> dict[str, list[Row]]:
    """Return every row of every table, with the columns that the table has at this revision."""
    return {name: read(config, at_revision(name, columns)) for name, columns in columns_now(config).items()}


def at_revision(name: str, columns: list[str]) -> TableClause:
    """Return a table with these columns, of the types that the models give them."""
    known = Base.metadata.tables[name].columns
    return table(name, *(column(each, known[each].type) for each in columns))


def cut(tables: dict[str, list[Row]], columns: dict[str, list[str]]) -> dict[str, list[Row]]:
    """Return the rows of these tables with these columns only, sorted as `read` sorts them."""
    return {name: in_order({each: row[each] for each in columns[name]} for row in tables[name]) for name in columns}
