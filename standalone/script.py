"""Advanced Alchemy with no web and no domain: a table, a service and a fixture, on DuckDB or SQLite.

python -m standalone.script [--database duckdb|sqlite] [PATH]

PATH is the database file; without it, everything happens in memory.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from advanced_alchemy.base import UUIDv7AuditBase
from advanced_alchemy.config import SQLAlchemySyncConfig, SyncSessionConfig
from advanced_alchemy.exceptions import RepositoryError
from advanced_alchemy.filters import LimitOffset, OrderBy
from advanced_alchemy.repository import SQLAlchemySyncRepository
from advanced_alchemy.service import SQLAlchemySyncRepositoryService
from advanced_alchemy.utils.fixtures import open_fixture
from sqlalchemy.exc import DBAPIError, NoSuchModuleError
from sqlalchemy.orm import Mapped, mapped_column

from core import sample_data
from core.commandline.extras import missing_extra

PAGE = 250

Say = Callable[[str], object]


class Person(UUIDv7AuditBase):
    """Not core's User. A UUID is the key, since DuckDB has no SERIAL, which an integer would become."""

    __tablename__ = "person"
    __bind_key__ = "script"  # metadata of its own, or the migrations of the domain would see this table

    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    is_active: Mapped[bool]


class PersonRepository(SQLAlchemySyncRepository[Person]):
    model_type = Person


class PersonService(SQLAlchemySyncRepositoryService[Person, PersonRepository]):
    repository_type = PersonRepository


def read_people() -> list[dict[str, Any]]:
    """The rows of users.json, their texts turned into what the columns hold."""
    return [
        {**row, "id": UUID(row["id"]), "created_at": datetime.fromisoformat(row["created_at"])}
        for row in open_fixture(Path(sample_data.__path__[0]), "users")
    ]


def configure(database: str, path: Path | None) -> SQLAlchemySyncConfig:
    """Either database is a URL, and no more than that."""
    return SQLAlchemySyncConfig(
        connection_string=f"{database}:///{path or ':memory:'}",
        session_config=SyncSessionConfig(expire_on_commit=False),
    )


def run(config: SQLAlchemySyncConfig, say: Say) -> None:
    """Load, page, count, delete, saying what is done. Again on the same file, it puts back what it has deleted."""
    Person.metadata.create_all(config.get_engine())
    with PersonService.new(config=config, count_with_window_function=False) as people:
        rows = read_people()
        there = people.count()
        people.upsert_many(rows, match_fields=["email"], auto_commit=True)
        say(f"{len(rows)} people in the fixture, {there} in the table before, {people.count()} now.")
        offset = 0
        while (found := people.get_many_and_count(LimitOffset(PAGE, offset), OrderBy("email", "asc")))[0]:
            page, total = found
            say(f"{offset + 1} to {offset + len(page)} of {total}: {page[0].email} to {page[-1].email}")
            offset += PAGE
        inactive = Person.is_active.is_(False)
        say(f"{people.count(inactive)} are inactive.")
        deleted = people.delete_where(inactive, auto_commit=True)
        say(f"{len(deleted)} deleted, {people.count()} left.")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--database", type=click.Choice(["duckdb", "sqlite"]), default="duckdb", show_default=True)
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path), required=False)
def main(database: str, path: Path | None) -> None:
    """Load sample people into PATH, or into memory; page through them, count them, delete the inactive ones."""
    config = configure(database, path)
    try:
        try:
            run(config, click.echo)
        finally:
            config.get_engine().dispose()
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise missing_extra("analytics", error) from None
    except (DBAPIError, RepositoryError) as error:
        raise click.ClickException(f"{path}: {error.__cause__ or error}") from None


if __name__ == "__main__":
    main()
