"""The rows in every database when a sequence of requests begins: some sample users and their things."""

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from advanced_alchemy.config import SQLAlchemySyncConfig

from core.database.engine import sync_config
from core.models import Base, Document, Post, Tag, Team, TeamMember, User
from core.sample_data.reading import read as read_sample
from core.services.slugs import slug_of
from core.settings import CommandSettings
from tests.databases import Database
from tests.deployment import settings_for

USERS = 45  # more than two pages of the default length
POSTS = 123  # more than a user's detail shows, and more than the export reads at once
TEAMS = 23
DOCUMENTS = 25
# By foreign key: a row comes after those that it refers to.
TABLES = [table.name for table in Base.metadata.sorted_tables]


@dataclass(frozen=True, slots=True)
class SampleUser:
    id: str
    email: str
    name: str


ROWS = read_sample("users")[:USERS]
SAMPLE = [SampleUser(str(row["id"]), row["email"], row["name"]) for row in ROWS]
POST_IDS = [str(UUID(int=number, version=4)) for number in range(POSTS)]
# Only rows, without content: nothing downloads them.
DOCUMENT_IDS = [str(UUID(int=(4 << 64) + number, version=4)) for number in range(DOCUMENTS)]
TAGS = ["Python", "Straße", "Ἑλένη", "日本", *(f"Tag {number}" for number in range(20))]
TAG_SLUGS = [slug_of(name) for name in TAGS]
TEAM_NAMES = [f"Éq. {number // 2}" for number in range(TEAMS)]  # two of each
TEAM_SLUGS = [slug_of(name, 1 + number % 2) for number, name in enumerate(TEAM_NAMES)]
FIRST = datetime(2025, 6, 1, tzinfo=UTC)


class Beginning:
    """The rows of a prepared database, which can be restored in any other of its kind."""

    def __init__(self, database: Database) -> None:
        """Prepare this database, which contains only the superuser."""
        write(settings_for(database.url))
        with database.connect() as connection:
            self.rows: dict[str, list[Any]] = {
                table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES
            }

    def restore(self, database: Database, analytics: Path) -> None:
        """Replace all rows in one transaction, and delete the analytics.

        Objects stay, each under a key that nothing refers to any longer.
        """
        for counted in analytics.glob("*.duckdb"):
            counted.unlink()
        mark = "?" if database.kind == "sqlite" else "%s"
        with database.connect() as connection, closing(connection.cursor()) as cursor:
            cursor.execute("BEGIN")
            for table in reversed(TABLES):
                cursor.execute(f"DELETE FROM {table}")
            for table, rows in self.rows.items():
                if rows:
                    marks = ", ".join([mark] * len(rows[0]))
                    cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
            cursor.execute("COMMIT")


def write(settings: CommandSettings) -> None:
    config = sync_config(SQLAlchemySyncConfig, settings)
    with config.get_session() as session:
        session.add_all(User(**row) for row in ROWS)
        session.flush()  # documents refer to them only by id
        tags = [Tag(name=name, slug=slug_of(name), **told(1, number)) for number, name in enumerate(TAGS)]
        session.add_all(tags)
        for number, post_id in enumerate(POST_IDS):
            title, some = f"Nº {number}", tags[number % 7 : number % 7 + number % 3]
            post = Post(author_id=UUID(SAMPLE[0].id), title=title, body="🦊", tags=some, **told(0, number))
            assert str(post.id) == post_id
            session.add(post)
        for number in range(DOCUMENTS):
            kept = {"content_type": "text/plain", "size": number, "sha256": "0" * 64, "key": f"{number:032}"}
            filename, owner_id = f"№ {number}.txt", UUID(SAMPLE[number % 3].id)
            unique = told(4, number)
            session.add(Document(owner_id=owner_id, name=f"Report {number // 2}", filename=filename, **kept, **unique))
        for number, (name, slug) in enumerate(zip(TEAM_NAMES, TEAM_SLUGS, strict=True)):
            team = Team(name=name, slug=slug, tags=tags[number % 5 : number % 5 + number % 3], **told(2, number))
            for place, user in enumerate(SAMPLE if number == 0 else SAMPLE[number : number + 3]):
                role, owns = ("admin" if place < 2 else "member"), place == 0
                unique = told(3, 100 * number + place)
                team.members.append(TeamMember(user_id=UUID(user.id), role=role, is_owner=owns, **unique))
            session.add(team)
        session.commit()
    config.get_engine().dispose()


def told(kind: int, number: int) -> dict[str, Any]:
    """Return the id and the times of a row; two rows share each time, so the id breaks the tie."""
    written = FIRST + timedelta(hours=number // 2)
    return {"id": UUID(int=(kind << 64) + number, version=4), "created_at": written, "updated_at": written}
