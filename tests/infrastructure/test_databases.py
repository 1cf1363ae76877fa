"""Each copy of the template database is complete, fresh and separate, and is removed afterwards."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import psycopg
import pytest

from tests.databases import Database, Databases, PostgresqlDatabases, SqliteDatabases, open_databases
from tests.postgresql import PostgresqlServer
from tests.signals import PATIENCE


def prepare(url: str) -> None:
    with Database(url.partition(":")[0], url).connect() as connection:
        connection.execute("CREATE TABLE things (name TEXT)")
        connection.execute("INSERT INTO things VALUES ('first')")


@pytest.fixture(scope="module")
def postgresql() -> Iterator[PostgresqlServer]:
    with PostgresqlServer() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def copies(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Databases]:
    if request.param == "sqlite":
        yield SqliteDatabases(tmp_path, prepare)
    else:
        with closing(PostgresqlDatabases(request.getfixturevalue("postgresql").url, prepare)) as databases:
            yield databases


def things(database: Database) -> list[str]:
    with database.connect() as connection:
        return [name for (name,) in connection.execute("SELECT name FROM things ORDER BY name").fetchall()]


def test_a_change_in_one_copy_is_not_in_another(copies: Databases) -> None:
    with copies.temporary() as one, copies.temporary() as other:
        with one.connect() as connection:
            connection.execute("INSERT INTO things VALUES ('second')")
        assert (things(one), things(other)) == (["first", "second"], ["first"])
    with copies.temporary() as third:
        assert things(third) == ["first"]


def test_a_copy_is_removed_while_a_connection_to_it_is_open(copies: Databases) -> None:
    with copies.temporary() as database:
        connection = database.connect().__enter__()
    connection.close()


def test_a_renewed_copy_has_the_rows_of_the_template(copies: Databases) -> None:
    with copies.temporary() as database, database.connect() as connection:
        connection.execute("DELETE FROM things")
        connection.execute("INSERT INTO things VALUES ('second')")
        copies.renew(database)
        assert connection.execute("SELECT name FROM things").fetchall() == [("first",)]
        assert things(database) == ["first"]


def test_a_removed_sqlite_copy_leaves_no_file(tmp_path: Path) -> None:
    copies = SqliteDatabases(tmp_path, prepare)
    with copies.temporary() as database, database.connect() as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("INSERT INTO things VALUES ('second')")
        assert len(list(tmp_path.iterdir())) > 2
    assert [path.name for path in tmp_path.iterdir()] == ["template.sqlite3"]


def test_a_sqlite_template_in_wal_mode_is_copied_completely(tmp_path: Path) -> None:
    kept_open: list[sqlite3.Connection] = []

    def prepare_in_wal(url: str) -> None:
        connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        kept_open.append(connection)
        prepare(url)

    assert things(SqliteDatabases(tmp_path, prepare_in_wal).create()) == ["first"]
    kept_open[0].close()


def test_a_postgresql_server_has_only_its_own_databases_afterwards(postgresql: PostgresqlServer) -> None:
    def names() -> set[str]:
        with psycopg.connect(postgresql.url) as connection:
            return {name for (name,) in connection.execute("SELECT datname FROM pg_database").fetchall()}

    before = names()
    with closing(PostgresqlDatabases(postgresql.url, prepare)) as copies, copies.temporary():
        assert len(names() - before) == 2
    assert names() == before


def test_a_failed_preparation_leaves_no_template_on_postgresql(postgresql: PostgresqlServer) -> None:
    def fail(url: str) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        PostgresqlDatabases(postgresql.url, fail)
    with psycopg.connect(postgresql.url) as connection:
        assert connection.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'likewise%'").fetchone() == (0,)


def test_databases_are_created_on_the_named_postgresql_server(postgresql: PostgresqlServer) -> None:
    with open_databases("postgresql", postgresql.url, prepare) as copies:
        assert isinstance(copies, PostgresqlDatabases)
        assert copies.server_url.query == {"host": str(postgresql.directory / "data")}


def test_a_stopped_postgresql_refuses_connections_and_has_its_data_when_started_again() -> None:
    with PostgresqlServer() as server:
        prepare(server.url)
        server.stop()
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(server.url)
        server.start()
        with psycopg.connect(server.url) as connection:
            assert connection.execute("SELECT name FROM things").fetchall() == [("first",)]
        process = psutil.Process(server.read_pid())
    assert not server.directory.exists()
    process.wait(PATIENCE)  # PostgreSQL removes its pid file, which `stop` waits for, a moment before it ends
