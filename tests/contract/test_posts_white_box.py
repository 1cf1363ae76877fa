"""Posts, seen from inside: many posts of the same moment, which no requests can make."""

from datetime import UTC, datetime
from random import Random
from uuid import UUID, uuid4

from core.models import Post
from core.settings import Settings
from tests.clients.base import Client
from tests.contract.actions import get_json
from tests.contract.test_statement_counts import fill
from tests.people import People, Person

MOMENT = datetime(2026, 1, 31, 12, 0, 0, tzinfo=UTC)


def insert_posts(settings: Settings, author: Person, number: int) -> list[str]:
    """Insert posts of the same moment, in any order; return their ids in ascending order."""
    ids = sorted(str(uuid4()) for _ in range(number))
    shuffled = Random(0).sample(ids, number)
    fill(
        settings,
        [Post(id=UUID(each), author_id=author.id, title="Title", body="Body", created_at=MOMENT) for each in shuffled],
    )
    return ids


def test_export_posts_has_all_of_more_than_100_posts_of_the_same_moment(
    client: Client, create_user: People, settings: Settings
) -> None:
    author = create_user()
    ids = insert_posts(settings, author, 250)
    answer = client.call("GET", f"/posts/export?author_id={author.id}", token=author.token)
    exported = [line.partition(b'{"id":"')[2][:36].decode() for line in answer.body.splitlines()]
    assert exported == ids


def test_get_user_has_the_newest_20_posts_of_the_same_moment_by_descending_id(
    create_user: People, settings: Settings
) -> None:
    author = create_user()
    ids = insert_posts(settings, author, 25)
    user = get_json(author, f"/users/{author.id}")
    assert [post["id"] for post in user["posts"]] == ids[:4:-1]
