"""`unseed` removes the sample rows, and nothing that people made."""

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from core.commandline.seed import seed, unseed
from core.commandline.superuser import create_superuser
from core.models import Base, Document, Post, Tag, Team, TeamMember, User, post_tag, team_tag
from core.sample_data.reading import read
from core.settings import Settings
from tests.people import SUPERUSER

NOTHING = {"users": 0, "tags": 0, "posts": 0, "teams": 0, "members": 0, "documents": 0}
EVERYTHING = {"users": 1000, "tags": 200, "posts": 5000, "teams": 100, "members": 1312, "documents": 50}


def count(session: Session, model: type[Base]) -> int:
    return session.scalars(select(func.count()).select_from(model)).one()


def test_unseed_removes_every_sample_row_that_is_left(own_settings: Settings, session: Session) -> None:
    assert unseed(own_settings) == NOTHING
    seed(own_settings)
    with session.begin():
        session.execute(delete(Post).where(Post.id == read("posts")[7]["id"]))
    assert unseed(own_settings) == {**EVERYTHING, "posts": 4999}
    with session.begin():
        assert [count(session, model) for model in (User, Tag, Post, Team, TeamMember)] == [1, 0, 0, 0, 0]
    assert unseed(own_settings) == NOTHING
    assert seed(own_settings) == EVERYTHING


def test_unseed_keeps_the_rows_of_people_and_the_sample_rows_that_they_use(
    own_settings: Settings, session: Session
) -> None:
    seed(own_settings)
    users = [row["id"] for row in read("users")]
    tags = [row["id"] for row in read("tags")]
    create_superuser(own_settings, "user0004@example.com", "Has a password now", "12345678")
    with session.begin():
        superuser = session.scalars(select(User).where(User.email == SUPERUSER.email)).one()
        session.add(Post(author_id=superuser.id, title="Mine", body="Mine", tags=[session.get_one(Tag, tags[0])]))
        session.add(Post(author_id=users[0], title="By a sample user", body="…"))
        file = {"filename": "a.txt", "content_type": "text/plain", "size": 0, "sha256": "0" * 64, "key": "0" * 32}
        session.add(Document(owner_id=users[1], name="A sample user's", **file))
        session.add(Tag(slug="mine", name="Mine"))
        owner = TeamMember(user=superuser, role="admin", is_owner=True)
        member = TeamMember(user_id=users[2], role="member")
        session.add(Team(slug="mine", name="Mine", tags=[session.get_one(Tag, tags[1])], members=[owner, member]))
    assert unseed(own_settings) == {**EVERYTHING, "users": 996, "tags": 198}
    with session.begin():
        assert set(session.scalars(select(User.id))) == {superuser.id, *users[:4]}
        assert set(session.scalars(select(Post.title))) == {"Mine", "By a sample user"}
        assert set(session.scalars(select(Tag.id).where(Tag.slug != "mine"))) == set(tags[:2])
        assert [count(session, model) for model in (Post, Tag, Team, TeamMember, Document)] == [2, 3, 1, 2, 1]
        assert [len(list(session.execute(select(table)))) for table in (post_tag, team_tag)] == [1, 1]
