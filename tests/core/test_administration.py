"""Seeding, taking the seed out again, and superusers."""

from collections.abc import Iterator

import pytest
from advanced_alchemy.config import SQLAlchemySyncConfig
from pydantic import ValidationError
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from core.commandline.administration import create_superuser, seed, unload
from core.database.engine import sync_config
from core.models import Base, Document, Post, Tag, Team, TeamMember, User, post_tag, team_tag
from core.sample_data import loading as samples
from core.settings import Settings
from core.text import fold, searchable
from tests.people import SUPERUSER

NOTHING = {"users": 0, "tags": 0, "posts": 0, "teams": 0, "members": 0, "documents": 0}
EVERYTHING = {"users": 1000, "tags": 200, "posts": 5000, "teams": 100, "members": 1312, "documents": 50}


@pytest.fixture
def session(own_settings: Settings) -> Iterator[Session]:
    """Each look into the database is a transaction of its own: `with session.begin()`."""
    config = sync_config(SQLAlchemySyncConfig, own_settings)
    with config.get_session() as session:
        yield session
    config.get_engine().dispose()


def count(session: Session, model: type[Base]) -> int:
    return session.scalars(select(func.count()).select_from(model)).one()


def superuser(session: Session) -> User:
    return session.scalars(select(User).where(User.email == SUPERUSER.email)).one()


def owners(session: Session) -> list[int]:
    """How many each team has."""
    owning = select(func.count(TeamMember.id)).select_from(Team).outerjoin(Team.members.and_(TeamMember.is_owner))
    return list(session.scalars(owning.group_by(Team.id)))


def test_seeding_adds_everything_once(own_settings: Settings, session: Session) -> None:
    assert seed(own_settings) == EVERYTHING
    assert seed(own_settings) == NOTHING
    with session.begin():
        assert count(session, User) == 1001
        assert owners(session) == [1] * 100
        for table, rows in ((post_tag, samples.read("posts")), (team_tag, samples.read("teams"))):
            tagged = session.scalars(select(func.count()).select_from(table)).one()
            assert tagged == sum(len(row["tags"]) for row in rows)


def test_what_is_seeded_is_as_the_services_would_have_it(own_settings: Settings, session: Session) -> None:
    seed(own_settings)
    with session.begin():
        for post in session.scalars(select(Post)):
            assert post.search_text == searchable(post.title, post.body)
        for team in session.scalars(select(Team)):
            assert team.search_text == searchable(team.name, team.description or "")
        for tag in session.scalars(select(Tag)):
            assert (tag.folded_name, tag.search_text) == (fold(tag.name), searchable(tag.name))
        for row in samples.read("posts")[:50]:
            statement = select(Tag.slug).join(post_tag).where(post_tag.c.post_id == row["id"]).order_by(Tag.slug)
            assert list(session.scalars(statement)) == row["tags"]
            post = session.get_one(Post, row["id"])
            assert {name: getattr(post, name) for name in row if name != "tags"} == {
                name: value for name, value in row.items() if name != "tags"
            }
        member = session.scalars(select(TeamMember).order_by(TeamMember.id)).first()
        assert member is not None
        assert member.created_at == member.updated_at


def test_seeding_adds_what_is_missing(own_settings: Settings, session: Session) -> None:
    seed(own_settings)
    owner, tag = samples.owner_id_of(samples.read("teams")[0]), samples.read("tags")[0]
    with session.begin():
        session.execute(delete(User).where(User.id == owner))  # and what is theirs
        session.execute(delete(Tag).where(Tag.slug == tag["slug"]))
        left = {model: count(session, kind) for model, kind in (("posts", Post), ("members", TeamMember))}
        left["documents"] = count(session, Document)
        assert 0 in owners(session)
    expected = {name: EVERYTHING[name] - number for name, number in left.items()}
    assert seed(own_settings) == {**NOTHING, "users": 1, "tags": 1, **expected}
    assert seed(own_settings) == NOTHING
    with session.begin():
        assert owners(session) == [1] * 100
        for table, rows in ((post_tag, samples.read("posts")), (team_tag, samples.read("teams"))):
            tagged = session.scalars(select(func.count()).select_from(table)).one()
            assert tagged == sum(len(row["tags"]) for row in rows)


def test_seeding_takes_nobodys_place(own_settings: Settings, session: Session) -> None:
    user, tag, team = samples.read("users")[0], samples.read("tags")[0], samples.read("teams")[0]
    with session.begin():
        session.add(User(email=user["email"], name="Somebody else"))
        own_tag = Tag(slug="their-own", name=tag["name"].upper())
        member = TeamMember(user=superuser(session), role="admin", is_owner=True)
        session.add_all([own_tag, Team(slug=team["slug"], name="Their own", members=[member])])
    added = seed(own_settings)
    assert added["users"] == 999
    assert added["tags"] == 199
    assert added["teams"] <= 99
    with session.begin():
        posts = [row for row in samples.read("posts") if row["author_id"] != user["id"]]
        assert added["posts"] == len(posts) < 5000
        tagged = session.scalars(select(func.count()).where(post_tag.c.tag_id == own_tag.id)).one()
        assert tagged == sum(tag["slug"] in row["tags"] for row in posts)
        assert owners(session) == [1] * (added["teams"] + 1)
    assert seed(own_settings) == NOTHING


def test_seeding_undoes_nobodys_changes(own_settings: Settings, session: Session) -> None:
    seed(own_settings)
    full, open_team = [row for row in samples.read("teams") if row["seats"] is None and len(row["members"]) > 2][:2]
    with session.begin():
        session.execute(update(Post).values(title="Another", search_text="another"))
        session.execute(delete(post_tag))
        for row in (full, open_team):  # handed over, and the founder has left
            session.execute(delete(TeamMember).where(TeamMember.team_id == row["id"], TeamMember.is_owner))
            member = TeamMember(user_id=superuser(session).id, role="admin", is_owner=True, team_id=row["id"])
            session.add(member)
        session.execute(update(Team).where(Team.id == full["id"]).values(seats=len(full["members"])))
    assert seed(own_settings) == {**NOTHING, "members": 1}  # one team has no seat for its founder
    with session.begin():
        assert set(session.scalars(select(Post.title))) == {"Another"}
        assert session.execute(select(post_tag)).first() is None
        assert owners(session) == [1] * 100


def test_seeding_adds_all_or_nothing(own_settings: Settings, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(samples, "missing_members", fail)
    with pytest.raises(RuntimeError):
        seed(own_settings)
    with session.begin():
        assert [count(session, model) for model in (User, Tag, Post, Team)] == [1, 0, 0, 0]


def test_unloading_removes_what_was_seeded(own_settings: Settings, session: Session) -> None:
    assert unload(own_settings) == NOTHING
    seed(own_settings)
    with session.begin():
        session.execute(delete(Post).where(Post.id == samples.read("posts")[7]["id"]))
    assert unload(own_settings) == {**EVERYTHING, "posts": 4999}
    with session.begin():
        models = (User, Tag, Post, Team, TeamMember)
        assert [count(session, model) for model in models] == [1, 0, 0, 0, 0]
    assert unload(own_settings) == NOTHING
    assert seed(own_settings) == EVERYTHING


def test_unloading_leaves_what_people_made(own_settings: Settings, session: Session) -> None:
    seed(own_settings)
    users = [row["id"] for row in samples.read("users")]
    tags = [row["id"] for row in samples.read("tags")]
    create_superuser(own_settings, "user0004@example.com", "Mine now", "12345678")
    with session.begin():
        mine = superuser(session)
        session.add(Post(author_id=mine.id, title="Mine", body="Mine", tags=[session.get_one(Tag, tags[0])]))
        session.add(Post(author_id=users[0], title="By another", body="…"))
        file = {"filename": "a.txt", "content_type": "text/plain", "size": 0, "sha256": "0" * 64, "key": "0" * 32}
        session.add(Document(owner_id=users[1], name="Theirs", **file))
        session.add(Tag(slug="mine", name="Mine"))
        members = [TeamMember(user=mine, role="admin", is_owner=True), TeamMember(user_id=users[2], role="member")]
        session.add(Team(slug="mine", name="Mine", tags=[session.get_one(Tag, tags[1])], members=members))
    assert unload(own_settings) == {**EVERYTHING, "users": 996, "tags": 198}
    with session.begin():
        assert set(session.scalars(select(User.id))) == {mine.id, *users[:4]}
        assert set(session.scalars(select(Post.title))) == {"Mine", "By another"}
        assert set(session.scalars(select(Tag.id).where(Tag.slug != "mine"))) == set(tags[:2])
        models = (Post, Tag, Team, TeamMember, Document)
        assert [count(session, model) for model in models] == [2, 3, 1, 2, 1]
        assert [len(list(session.execute(select(table)))) for table in (post_tag, team_tag)] == [1, 1]


def test_a_user_who_is_there_becomes_a_superuser(own_settings: Settings, session: Session) -> None:
    seed(own_settings)
    create_superuser(own_settings, "USER0001@example.com", "New Name", "12345678")
    with session.begin():
        user = session.scalars(select(User).where(User.email == "user0001@example.com")).one()
        assert (user.name, user.is_superuser) == ("New Name", True)


def test_a_superuser_keeps_the_rules(own_settings: Settings) -> None:
    with pytest.raises(ValidationError, match="password"):
        create_superuser(own_settings, "root@example.com", "Root", "short")
