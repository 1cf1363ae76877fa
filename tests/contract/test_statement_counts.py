"""How many SQL statements each operation takes: a fixed number, however many rows there are, and the same everywhere.

White box: the tests listen to every engine of the process. Statements that begin a transaction or keep a savepoint do
not count: SQLite needs one to begin, PostgreSQL's drivers begin by themselves. COMMIT and ROLLBACK are calls of the
driver and never show. Rows sent in one batch count as one statement.
"""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from advanced_alchemy.config import SQLAlchemySyncConfig
from sqlalchemy import Engine, event

from core.database.engine import sync_config
from core.models import Base, Document, Post, Tag, Team, TeamMember, User
from core.settings import Settings
from tests.clients.base import NO_BODY, Client
from tests.contract.forms import file_part, form, name_part, upload
from tests.people import People, Person

pytestmark = pytest.mark.only(transport="process")

LEFT_OUT = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")

# Number of statements, caller, request and JSON body, in order. Braces name ids; "tags" is the first word of names.
# A write begins with one to look up the caller; a page takes one for its rows and their count.
# All events of a request take one; a refresh creates two tables and fills them by one for each 10,000 events.
Step = tuple[int, str | None, str, dict[str, Any] | None]
POST = {"title": "Title", "body": "Body"}
FILE = {"name": "Report"}
STEPS: list[Step] = [
    (1, None, "POST /auth/login", {"email": "{email}", "password": "{password}"}),
    (3, "owner", "GET /auth/me", None),
    (2, None, "POST /users", {"email": "new@example.com", "name": "New", "password": "12345678"}),
    (1, "owner", "GET /users?limit=100", None),
    (1, "owner", "GET /users?total=false", None),
    (2, "owner", "GET /users/{owner}", None),
    (5, "owner", "PATCH /users/{owner}", {"name": "New"}),
    (4, "owner", "POST /posts", POST),
    (6, "owner", "POST /posts", {**POST, "tags": "known"}),
    (9, "owner", "POST /posts", {**POST, "tags": "post"}),
    (1, "owner", "GET /posts?limit=100", None),
    (1, "owner", "GET /posts?total=false", None),
    (1, "owner", "GET /posts?author_id={owner}&tag=known-0&search=title", None),
    (1, "owner", "GET /posts/export?author_id={owner}", None),
    (1, "owner", "GET {created}", None),
    (5, "owner", "PATCH {created}", {"title": "New"}),
    (6, "owner", "PATCH {created}", {"tags": ""}),
    (7, "owner", "PATCH {created}", {"tags": "known"}),
    (11, "owner", "PATCH {created}", {"tags": "new post"}),
    (4, "owner", "DELETE {created}", None),
    (8, "owner", "POST /teams", {"name": "Team"}),
    (10, "owner", "POST /teams", {"name": "Team", "tags": "known"}),
    (13, "owner", "POST /teams", {"name": "Team", "tags": "team"}),
    (1, "owner", "GET /teams?limit=100", None),
    (1, "owner", "GET /teams?total=false", None),
    (1, "owner", "GET /teams?member_id={owner}&tag=known-0&search=team", None),
    (2, "owner", "GET /teams/team-0", None),
    (6, "owner", "PATCH /teams/team-0", {"name": "New", "description": "New"}),
    (7, "owner", "PATCH /teams/team-0", {"seats": 1000}),
    (9, "owner", "PATCH /teams/team-0", {"tags": ""}),
    (10, "owner", "PATCH /teams/team-0", {"tags": "known"}),
    (14, "owner", "PATCH /teams/team-0", {"tags": "new team"}),
    (1, "owner", "GET /teams/team-0/members?limit=100", None),
    (1, "owner", "GET /teams/team-0/members?ids={owner}&search=example", None),
    (10, "owner", "POST /teams/team-0/members", {"user_id": "{heir}"}),
    (6, "owner", "PATCH /teams/team-0/members/{heir}", {"role": "admin"}),
    (7, "owner", "PATCH /teams/team-0/members/{heir}", {"is_owner": True}),
    (7, "heir", "DELETE /teams/team-0/members/{owner}", None),
    (6, "leaver", "DELETE /teams/team-0/members/{leaver}", None),
    (5, "heir", "DELETE /teams/team-0", None),
    (5, "owner", "POST /tags", {"name": "quite new"}),
    (2, "owner", "POST /tags", {"name": "Known 0"}),
    (1, "owner", "GET /tags?limit=100", None),
    (1, "owner", "GET /tags?total=false", None),
    (1, "owner", "GET /tags/known-0", None),
    (3, "superuser", "PATCH /tags/known-0", {"name": "Renamed"}),
    (4, "superuser", "DELETE /tags/known-0", None),
    (4, "owner", "POST /documents", FILE),
    (2, "owner", "GET /documents?limit=100", None),
    (2, "owner", "GET /documents?total=false&search=report", None),
    (2, "superuser", "GET /documents?limit=100", None),
    (2, "owner", "GET {created}", None),
    (2, "owner", "GET {created}/content", None),
    (3, "owner", "PATCH {created}", {"name": "New"}),
    (4, "owner", "DELETE {created}", None),
    (6, "leaver", "DELETE /users/{leaver}", None),
    (2, "owner", "GET /analytics/activity", None),
    (7, "superuser", "POST /analytics/refresh", None),
    (0, None, "GET /health/live", None),
    (1, None, "GET /health/ready", None),
    (0, None, "GET /metrics", None),
    (0, None, "GET /openapi.json", None),
    (0, None, "GET /docs", None),
]


@contextmanager
def listening() -> Generator[list[str]]:
    statements: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if not statement.startswith(LEFT_OUT):
            statements.append(statement)

    event.listen(Engine, "after_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "after_cursor_execute", note)


@dataclass
class Crowd:
    """How many rows a list has, members a team, and tags a post or a team."""

    rows: int
    members: int
    tags: int

    def names(self, word: str) -> list[str]:
        """The names of the tags of one row; none without a word."""
        return [f"{word} {number}" for number in range(self.tags if word else 0)]

    def make(self, owner: Person, leaver: Person) -> list[Base]:
        """The rows: two own posts, teams and documents; the second is a member everywhere, the first team is full."""
        people = [User(email=f"{number}@crowd.example.com", name=f"N{number}") for number in range(self.rows)]
        tags = [Tag(name=name, slug=name.replace(" ", "-")) for name in self.names("known")]
        others = [Tag(name=f"other {number}", slug=f"other-{number}") for number in range(self.rows - self.tags)]
        posts = [
            Post(author_id=(owner if number % 2 else leaver).id, title="Title", body="Body", tags=tags)
            for number in range(self.rows)
        ]
        teams = [Team(slug=f"team-{number}", name="Team", tags=tags) for number in range(self.rows)]
        for team in teams:
            team.members = [
                TeamMember(user_id=owner.id, role="admin", is_owner=True),
                TeamMember(user_id=leaver.id, role="member"),
            ]
        teams[0].members += [TeamMember(user=person, role="member") for person in people[: self.members - 2]]
        documents = [
            Document(
                owner_id=(owner if number % 2 else leaver).id,
                name="Report",
                filename="report.txt",
                content_type="text/plain",
                size=0,
                sha256="",
                key=str(number),
            )
            for number in range(self.rows)
        ]
        return [*people, *tags, *others, *posts, *teams, *documents]


def fill(settings: Settings, rows: list[Base]) -> None:
    config = sync_config(SQLAlchemySyncConfig, settings)
    try:
        with config.get_session() as session, session.begin():
            session.add_all(rows)
    finally:
        config.get_engine().dispose()


@pytest.mark.resource("tags")
@pytest.mark.parametrize("crowd", [Crowd(2, 2, 1), Crowd(100, 60, 20)], ids=["few", "many"])
def test_every_operation_takes_a_fixed_number_of_sql_statements(
    client: Client, create_user: People, superuser: Person, settings: Settings, crowd: Crowd
) -> None:
    people = {"owner": create_user(), "heir": create_user(), "leaver": create_user(), "superuser": superuser}
    tokens = {name: person.token for name, person in people.items()}
    words = {name: person.id for name, person in people.items()}
    words |= {"email": people["owner"].email, "password": people["owner"].password}
    fill(settings, crowd.make(people["owner"], people["leaver"]))
    counted: list[Step] = []
    for _, by, request, document in STEPS:
        method, target = request.format_map(words).split(" ")
        body: Any = NO_BODY if document is None else written(document, crowd, words)
        with listening() as statements:
            if document is FILE:
                answer = upload(people["owner"], form(name_part(), file_part()))
            else:
                answer = client.call(method, target, body, token=by and tokens[by])
        assert answer.status < 300, f"{request} {document}: {answer}"
        counted.append((len(statements), by, request, document))
        words["created"] = "".join(answer.header("Location")) or words.get("created", "")
    assert counted == STEPS


def written(document: dict[str, Any], crowd: Crowd, words: dict[str, str]) -> dict[str, Any]:
    filled = {name: value.format_map(words) if isinstance(value, str) else value for name, value in document.items()}
    return {**filled, "tags": crowd.names(document["tags"])} if "tags" in document else filled


def test_an_export_takes_a_statement_for_every_hundred_posts(
    client: Client, create_user: People, settings: Settings
) -> None:
    owner = create_user()
    token = owner.token
    fill(settings, [Post(author_id=owner.id, title="Title", body="Body", tags=[]) for _ in range(250)])
    with listening() as statements:
        answer = client.call("GET", "/posts/export", token=token)
    assert (answer.status, answer.body.count(b"\n"), len(statements)) == (200, 250, 3)


@pytest.mark.strict
def test_head_on_an_export_takes_one_statement(client: Client, create_user: People, settings: Settings) -> None:
    owner = create_user()
    token = owner.token
    fill(settings, [Post(author_id=owner.id, title="Title", body="Body", tags=[]) for _ in range(250)])
    with listening() as statements:
        answer = client.call("HEAD", "/posts/export", token=token)
    assert (answer.status, answer.body, len(statements)) == (200, b"", 1)
