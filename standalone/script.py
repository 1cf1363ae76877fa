"""Advanced Alchemy in a script, without HTTP and without the domain: one table, one service, and DuckDB or SQLite.

python -m standalone.script [--database duckdb|sqlite] [PATH]

PATH is the database file. Without it, the database is in memory.
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

Print = Callable[[str], object]


class Person(UUIDv7AuditBase):
    """A table of the script's own. Its key is a UUID: an integer key would be SERIAL, which DuckDB does not have."""

    __tablename__ = "person"
    __bind_key__ = "script"  # separate metadata: the migrations of the domain must not see this table

    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    is_active: Mapped[bool]


class PersonRepository(SQLAlchemySyncRepository[Person]):
    model_type = Person


class PersonService(SQLAlchemySyncRepositoryService[Person, PersonRepository]):
    repository_type = PersonRepository


def read_people() -> list[dict[str, Any]]:
    """Read the rows of users.json, and parse their ids and times."""
    return [
        {**row, "id": UUID(row["id"]), "created_at": datetime.fromisoformat(row["created_at"])}
        for row in open_fixture(Path(sample_data.__path__[0]), "users")
    ]


def configure(database: str, path: Path | None) -> SQLAlchemySyncConfig:
    """Configure either database by its URL, which is the only difference."""
    return SQLAlchemySyncConfig(
        connection_string=f"{database}:///{path or ':memory:'}",
        session_config=SyncSessionConfig(expire_on_commit=False),
    )


def run(config: SQLAlchemySyncConfig, show: Print) -> None:
    """Load people, page through them, count and delete, and print each step. A second run restores what it deleted."""
    Person.metadata.create_all(config.get_engine())
    with PersonService.new(config=config, count_with_window_function=False) as people:
        rows = read_people()
        before = people.count()
        people.upsert_many(rows, match_fields=["email"], auto_commit=True)
        show(f"{len(rows)} people in the fixture, {before} in the table before, {people.count()} now.")
        offset = 0
        while (found := people.get_many_and_count(LimitOffset(PAGE, offset), OrderBy("email", "asc")))[0]:
            page, total = found
            show(f"{offset + 1} to {offset + len(page)} of {total}: {page[0].email} to {page[-1].email}")
            offset += PAGE
        inactive = Person.is_active.is_(False)
        show(f"{people.count(inactive)} are inactive.")
        deleted = people.delete_where(inactive, auto_commit=True)
        show(f"{len(deleted)} deleted, {people.count()} left.")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--database", type=click.Choice(["duckdb", "sqlite"]), default="duckdb", show_default=True)
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path), required=False)
def main(database: str, path: Path | None) -> None:
    """Load sample people into PATH, or into memory. Page through them, count them, and delete the inactive ones."""
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
