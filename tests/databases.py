"""A fresh database for every test, copied from a template that is migrated once."""

import os
import shutil
import sqlite3
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

from tests.postgresql import PostgresqlServer

Prepare = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Database:
    """One database, under the URL that settings take."""

    kind: str
    url: str

    def connect(self) -> AbstractContextManager[Any]:
        """A plain driver connection in autocommit mode, closed on leaving: for a test that meddles with the tables."""
        if self.kind == "sqlite":
            return closing(sqlite3.connect(make_url(self.url).database or "", isolation_level=None))
        import psycopg  # noqa: PLC0415 - an extra, and a run on SQLite does without it

        return psycopg.connect(self.url, autocommit=True)


class Databases(ABC):
    """Hands out copies of one template."""

    @abstractmethod
    def create(self) -> Database:
        """A new copy of the template."""

    @abstractmethod
    def renew(self, database: Database) -> None:
        """Make a copy what it was at first, under the feet of whoever is connected to it and does nothing."""

    @abstractmethod
    def drop(self, database: Database) -> None:
        """Remove a copy, whoever is still connected to it."""

    @contextmanager
    def temporary(self) -> Generator[Database]:
        """A copy that is gone afterwards."""
        database = self.create()
        try:
            yield database
        finally:
            self.drop(database)

    @abstractmethod
    def close(self) -> None:
        """Remove the template too."""


class SqliteDatabases(Databases):
    """Files in a directory."""

    def __init__(self, directory: Path, prepare: Prepare) -> None:
        self.directory = directory
        self.numbers = count(1)
        self.template = directory / "template.sqlite3"
        prepare(f"sqlite:///{self.template}")
        with closing(sqlite3.connect(self.template)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # a copy of the file alone must be whole

    def create(self) -> Database:
        path = self.directory / f"{next(self.numbers)}.sqlite3"
        shutil.copyfile(self.template, path)
        return Database("sqlite", f"sqlite:///{path}")

    def renew(self, database: Database) -> None:
        with closing(sqlite3.connect(self.template)) as template, database.connect() as copy:
            template.backup(copy)

    def drop(self, database: Database) -> None:
        path = make_url(database.url).database or ""
        for suffix in ("", "-wal", "-shm"):
            Path(path + suffix).unlink(missing_ok=True)

    def close(self) -> None:
        self.template.unlink()


class PostgresqlDatabases(Databases):
    """Databases of one server, named so that two runs on the same server do not meet."""

    def __init__(self, server_url: str, prepare: Prepare) -> None:
        self.server_url = make_url(server_url).set(drivername="postgresql")
        self.prefix = f"likewise_test_{os.getpid()}_{os.urandom(3).hex()}"
        self.numbers = count(1)
        self.template = f"{self.prefix}_template"
        self.execute(f"CREATE DATABASE {self.template}")
        try:
            prepare(self.url_of(self.template))
            self.restore = self.keep_rows()
            # A template that anybody is connected to cannot be copied.
            self.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", self.template)
        except BaseException:
            self.close()
            raise

    def create(self) -> Database:
        name = f"{self.prefix}_{next(self.numbers)}"
        self.copy_template(name)
        return Database("postgresql", self.url_of(name))

    def renew(self, database: Database) -> None:
        with database.connect() as connection:
            connection.execute(self.restore)

    def keep_rows(self) -> str:
        """Put the template's rows aside, in each copy too; answers the statements that bring them back."""
        with Database("postgresql", self.url_of(self.template)).connect() as connection:
            found = connection.execute(
                "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace "
                "WHERE nspname = 'public' AND relkind = 'r' ORDER BY pg_class.oid"
            ).fetchall()
            tables = [f'"{name}"' for (name,) in found]
            connection.execute("CREATE SCHEMA template")
            for table in tables:
                connection.execute(f"CREATE TABLE template.{table} AS TABLE {table}")
            full = [table for table in tables if connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone()]
        # Tables as they were made: what a row refers to comes back before it.
        back = [f"INSERT INTO {table} TABLE template.{table}" for table in full]
        return "; ".join(["SET lock_timeout = '20s'", f"TRUNCATE {', '.join(tables)}", *back])

    def copy_template(self, name: str) -> None:
        # A copy of files is less work than logging every page.
        self.execute(f"CREATE DATABASE {name} TEMPLATE {self.template} STRATEGY file_copy")

    def drop(self, database: Database) -> None:
        self.execute(f"DROP DATABASE {make_url(database.url).database} WITH (FORCE)")

    def close(self) -> None:
        self.execute(f"DROP DATABASE {self.template} WITH (FORCE)")

    def url_of(self, name: str) -> str:
        return self.server_url.set(database=name).render_as_string(hide_password=False)

    def execute(self, statement: str, *values: str) -> None:
        with Database("postgresql", self.server_url.render_as_string(hide_password=False)).connect() as connection:
            connection.execute(statement, values)


@contextmanager
def open_databases(kind: str, server_url: str | None, prepare: Prepare) -> Generator[Databases]:
    """Databases of one kind for a whole run; without the URL of a PostgreSQL, a server of our own is started."""
    if kind == "postgresql" and server_url is None:
        with PostgresqlServer() as server, closing(PostgresqlDatabases(server.url, prepare)) as databases:
            yield databases
    elif kind == "postgresql":
        assert server_url is not None
        with closing(PostgresqlDatabases(server_url, prepare)) as databases:
            yield databases
    else:
        with (
            tempfile.TemporaryDirectory(prefix="likewise-", ignore_cleanup_errors=True) as directory,
            closing(SqliteDatabases(Path(directory), prepare)) as databases,
        ):
            yield databases
