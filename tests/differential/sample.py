"""What is in every database when a sequence of requests begins: some of the sample users, one of them with posts."""

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from advanced_alchemy.config import SQLAlchemySyncConfig
from advanced_alchemy.utils.fixtures import open_fixture

from core.administration import FIXTURES, seed
from core.database import sync_config
from core.models import Post
from core.settings import CommandSettings
from tests.databases import Database
from tests.deployment import settings_for

USERS = 45  # more than two pages of the default length
POSTS = 23  # more than a user's detail shows
TABLES = ("user_account", "post")  # in this order, as posts refer to users


@dataclass(frozen=True, slots=True)
class SampleUser:
    id: str
    email: str
    name: str


SAMPLE = [SampleUser(row["id"], row["email"], row["name"]) for row in open_fixture(FIXTURES, "users")[:USERS]]
FIRST_POST = datetime(2025, 6, 1, tzinfo=UTC)


class Beginning:
    """The rows of a prepared database; any other of its kind can be brought to the same."""

    def __init__(self, database: Database) -> None:
        """Prepare this database, in which there is the superuser alone."""
        settings = settings_for(database.url)
        seed(settings)
        with database.connect() as connection:
            connection.execute(f"DELETE FROM user_account WHERE NOT is_superuser AND email > '{SAMPLE[-1].email}'")
        write_posts(settings)
        with database.connect() as connection:
            self.rows: dict[str, list[Any]] = {
                table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES
            }

    def restore(self, database: Database) -> None:
        """Replace whatever is there, in one transaction."""
        mark = "?" if database.kind == "sqlite" else "%s"
        with database.connect() as connection, closing(connection.cursor()) as cursor:
            cursor.execute("BEGIN")
            for table in reversed(TABLES):
                cursor.execute(f"DELETE FROM {table}")
            for table, rows in self.rows.items():
                marks = ", ".join([mark] * len(rows[0]))
                cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
            cursor.execute("COMMIT")


def write_posts(settings: CommandSettings) -> None:
    config = sync_config(SQLAlchemySyncConfig, settings)
    with config.get_session() as session:
        for number in range(POSTS):
            written = FIRST_POST + timedelta(hours=number // 2)  # two at a time: ties are broken by id
            session.add(
                Post(
                    id=UUID(int=number, version=4),
                    author_id=UUID(SAMPLE[0].id),
                    title=f"Nº {number}",
                    body="🦊",
                    created_at=written,
                    updated_at=written,
                )
            )
        session.commit()
    config.get_engine().dispose()
