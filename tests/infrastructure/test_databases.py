"""Every copy is whole, fresh and alone, and nothing is left behind."""

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


def test_copies_do_not_see_one_another(copies: Databases) -> None:
    with copies.temporary() as one, copies.temporary() as other:
        with one.connect() as connection:
            connection.execute("INSERT INTO things VALUES ('second')")
        assert (things(one), things(other)) == (["first", "second"], ["first"])
    with copies.temporary() as third:
        assert things(third) == ["first"]


def test_a_database_goes_although_somebody_is_connected(copies: Databases) -> None:
    with copies.temporary() as database:
        connection = database.connect().__enter__()
    connection.close()


def test_a_renewed_copy_is_what_it_was_at_first(copies: Databases) -> None:
    with copies.temporary() as database, database.connect() as connection:
        connection.execute("DELETE FROM things")
        connection.execute("INSERT INTO things VALUES ('second')")
        copies.renew(database)
        assert connection.execute("SELECT name FROM things").fetchall() == [("first",)]
        assert things(database) == ["first"]


def test_sqlite_leaves_no_file(tmp_path: Path) -> None:
    copies = SqliteDatabases(tmp_path, prepare)
    with copies.temporary() as database, database.connect() as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("INSERT INTO things VALUES ('second')")
        assert len(list(tmp_path.iterdir())) > 2
    assert [path.name for path in tmp_path.iterdir()] == ["template.sqlite3"]


def test_a_template_in_wal_mode_is_copied_whole(tmp_path: Path) -> None:
    kept_open: list[sqlite3.Connection] = []

    def prepare_in_wal(url: str) -> None:
        connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        kept_open.append(connection)
        prepare(url)

    assert things(SqliteDatabases(tmp_path, prepare_in_wal).create()) == ["first"]
    kept_open[0].close()


def test_postgresql_is_left_as_it_was(postgresql: PostgresqlServer) -> None:
    def names() -> set[str]:
        with psycopg.connect(postgresql.url) as connection:
            return {name for (name,) in connection.execute("SELECT datname FROM pg_database").fetchall()}

    before = names()
    with closing(PostgresqlDatabases(postgresql.url, prepare)) as copies, copies.temporary():
        assert len(names() - before) == 2
    assert names() == before


def test_a_failed_preparation_leaves_no_template(postgresql: PostgresqlServer) -> None:
    def fail(url: str) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        PostgresqlDatabases(postgresql.url, fail)
    with psycopg.connect(postgresql.url) as connection:
        assert connection.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'likewise%'").fetchone() == (0,)


def test_databases_are_made_on_the_server_that_is_named(postgresql: PostgresqlServer) -> None:
    with open_databases("postgresql", postgresql.url, prepare) as copies:
        assert isinstance(copies, PostgresqlDatabases)
        assert copies.server_url.query == {"host": str(postgresql.directory / "data")}


def test_a_stopped_postgresql_refuses_and_a_started_one_has_its_data() -> None:
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
    process.wait(PATIENCE)  # it removes its pid file a moment before it ends
