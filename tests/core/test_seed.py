"""`seed` adds the rows that are missing, and leaves other rows as they are."""

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from core.commandline.seed import seed
from core.models import Base, Document, Post, Tag, Team, TeamMember, User, post_tag, team_tag
from core.sample_data import loading
from core.sample_data.reading import read
from core.settings import Settings
from core.text import fold, searchable
from tests.people import SUPERUSER

NOTHING = {"users": 0, "tags": 0, "posts": 0, "teams": 0, "members": 0, "documents": 0}
EVERYTHING = {"users": 1000, "tags": 200, "posts": 5000, "teams": 100, "members": 1312, "documents": 50}


def count(session: Session, model: type[Base]) -> int:
    return session.scalars(select(func.count()).select_from(model)).one()


def superuser(session: Session) -> User:
    return session.scalars(select(User).where(User.email == SUPERUSER.email)).one()


def owners(session: Session) -> list[int]:
    """Return the number of owners of each team."""
    counted = select(func.count(TeamMember.id)).select_from(Team).outerjoin(Team.members.and_(TeamMember.is_owner))
    return list(session.scalars(counted.group_by(Team.id)))


def test_seed_adds_every_row_once(own_settings: Settings, session: Session) -> None:
    assert seed(own_settings) == EVERYTHING
    assert seed(own_settings) == NOTHING
    with session.begin():
        assert count(session, User) == 1001
        assert owners(session) == [1] * 100
        for table, rows in ((post_tag, read("posts")), (team_tag, read("teams"))):
            attached = session.scalars(select(func.count()).select_from(table)).one()
            assert attached == sum(len(row["tags"]) for row in rows)


def test_seeded_rows_have_the_derived_columns_that_the_services_would_set(
    own_settings: Settings, session: Session
) -> None:
    seed(own_settings)
    with session.begin():
        for post in session.scalars(select(Post)):
            assert post.search_text == searchable(post.title, post.body)
        for team in session.scalars(select(Team)):
            assert team.search_text == searchable(team.name, team.description or "")
        for tag in session.scalars(select(Tag)):
            assert (tag.folded_name, tag.search_text) == (fold(tag.name), searchable(tag.name))
        for row in read("posts")[:50]:
            statement = select(Tag.slug).join(post_tag).where(post_tag.c.post_id == row["id"]).order_by(Tag.slug)
            assert list(session.scalars(statement)) == row["tags"]
            post = session.get_one(Post, row["id"])
            assert {name: getattr(post, name) for name in row if name != "tags"} == {
                name: value for name, value in row.items() if name != "tags"
            }
        member = session.scalars(select(TeamMember).order_by(TeamMember.id)).first()
        assert member is not None
        assert member.created_at == member.updated_at


def test_seed_adds_a_deleted_user_and_tag_again_with_all_that_depends_on_them(
    own_settings: Settings, session: Session
) -> None:
    seed(own_settings)
    owner_id, tag = loading.owner_id_of(read("teams")[0]), read("tags")[0]
    with session.begin():
        session.execute(delete(User).where(User.id == owner_id))  # cascades to posts, memberships and documents
        session.execute(delete(Tag).where(Tag.slug == tag["slug"]))
        left = {"posts": count(session, Post), "members": count(session, TeamMember)}
        left["documents"] = count(session, Document)
        assert 0 in owners(session)
    missing = {name: EVERYTHING[name] - number for name, number in left.items()}
    assert seed(own_settings) == {**NOTHING, "users": 1, "tags": 1, **missing}
    assert seed(own_settings) == NOTHING
    with session.begin():
        assert owners(session) == [1] * 100
        for table, rows in ((post_tag, read("posts")), (team_tag, read("teams"))):
            attached = session.scalars(select(func.count()).select_from(table)).one()
            assert attached == sum(len(row["tags"]) for row in rows)


def test_seed_leaves_out_rows_whose_email_tag_or_slug_is_taken(own_settings: Settings, session: Session) -> None:
    user, tag, team = read("users")[0], read("tags")[0], read("teams")[0]
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
        posts = [row for row in read("posts") if row["author_id"] != user["id"]]
        assert added["posts"] == len(posts) < 5000
        attached = session.scalars(select(func.count()).where(post_tag.c.tag_id == own_tag.id)).one()
        assert attached == sum(tag["slug"] in row["tags"] for row in posts)
        assert owners(session) == [1] * (added["teams"] + 1)
    assert seed(own_settings) == NOTHING


def test_seed_keeps_changed_posts_detached_tags_and_new_owners(own_settings: Settings, session: Session) -> None:
    seed(own_settings)
    full, open_team = [row for row in read("teams") if row["seats"] is None and len(row["members"]) > 2][:2]
    with session.begin():
        session.execute(update(Post).values(title="Another", search_text="another"))
        session.execute(delete(post_tag))
        for row in (full, open_team):  # the superuser owns the team now, and its sample owner has left
            session.execute(delete(TeamMember).where(TeamMember.team_id == row["id"], TeamMember.is_owner))
            member = TeamMember(user_id=superuser(session).id, role="admin", is_owner=True, team_id=row["id"])
            session.add(member)
        session.execute(update(Team).where(Team.id == full["id"]).values(seats=len(full["members"])))
    assert seed(own_settings) == {**NOTHING, "members": 1}  # the full team has no seat for its sample owner
    with session.begin():
        assert set(session.scalars(select(Post.title))) == {"Another"}
        assert session.execute(select(post_tag)).first() is None
        assert owners(session) == [1] * 100


def test_a_seed_that_fails_adds_no_row(
    own_settings: Settings, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(loading, "missing_members", fail)  # runs after users, tags, posts and teams are inserted
    with pytest.raises(RuntimeError):
        seed(own_settings)
    with session.begin():
        assert [count(session, model) for model in (User, Tag, Post, Team)] == [1, 0, 0, 0]
