"""Fills one database and copies it for each row, so that all start with the same bytes."""

import shutil
import sqlite3
import uuid
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Literal, Protocol

from sqlalchemy import create_engine, make_url, text

from compare.processes import Processes
from tests.postgresql import PostgresqlServer

DatabaseName = Literal["sqlite", "postgresql"]
POOL_SIZES: dict[DatabaseName, int] = {"sqlite": 4, "postgresql": 10}


class Template(Protocol):
    """A seeded database that is never served itself."""

    def copy(self) -> AbstractContextManager[str]:
        """The URL of a copy that lives as long as the block."""
        ...


class SQLiteTemplate:
    """A file, copied."""

    def __init__(self, directory: Path, fill: Callable[[str], None]) -> None:
        self._directory = directory
        self._file = directory / "template.sqlite3"
        fill(f"sqlite:///{self._file}")
        connection = sqlite3.connect(self._file)
        # What still sits in the write-ahead log would be missing from a copy of the main file.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()

    @contextmanager
    def copy(self) -> Generator[str]:
        file = self._directory / f"{uuid.uuid4().hex}.sqlite3"
        shutil.copyfile(self._file, file)
        try:
            yield f"sqlite:///{file}"
        finally:
            for left in self._directory.glob(f"{file.name}*"):
                left.unlink()


class PostgreSQLTemplate:
    """A database that PostgreSQL itself copies."""

    def __init__(self, server_url: str, fill: Callable[[str], None]) -> None:
        self._url = make_url(server_url).set(drivername="postgresql+psycopg")
        self._execute("CREATE DATABASE template_seeded")
        fill(self._named("template_seeded"))

    def _named(self, name: str) -> str:
        return self._url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)

    def _execute(self, statement: str) -> None:
        engine = create_engine(self._url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()

    @contextmanager
    def copy(self) -> Generator[str]:
        name = f"row_{uuid.uuid4().hex}"
        self._execute(f"CREATE DATABASE {name} TEMPLATE template_seeded")
        try:
            yield self._named(name)
        finally:
            self._execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def seeded(
    database: DatabaseName, processes: Processes, directory: Path, fill: Callable[[str], None]
) -> Generator[Template]:
    """A template that `fill(url)` has filled; for PostgreSQL on a server of its own, which ends with the block."""
    if database == "sqlite":
        yield SQLiteTemplate(directory, fill)
        return
    with ExitStack() as stack:
        with processes.uninterrupted():
            server = stack.enter_context(PostgresqlServer(durable=True))
        yield PostgreSQLTemplate(server.url, fill)


def stored_emails(url: str, prefix: str) -> set[str]:
    """The emails that begin so, from the database itself and not through the server that acknowledged them."""
    parsed = make_url(url)
    driver = "sqlite" if parsed.get_backend_name() == "sqlite" else "postgresql+psycopg"
    engine = create_engine(parsed.set(drivername=driver))
    with engine.connect() as connection:
        statement = text("SELECT email FROM user_account WHERE email LIKE :pattern")
        found = set(connection.scalars(statement, {"pattern": f"{prefix}%"}))
    engine.dispose()
    return found
