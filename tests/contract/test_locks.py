"""Each lock of core, against a rival transaction that the test holds open: the request waits, then sees its outcome.

White box: the rival is a session on the application's database. A request that does not wait fails its test at once.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from advanced_alchemy.config import SQLAlchemySyncConfig
from sqlalchemy import delete, select

from core.database.engine import sync_config
from core.database.sqlite import WRITES
from core.models import Document, Post, Tag, Team, TeamMember, User
from core.settings import Settings
from tests.clients.base import NO_BODY, Client
from tests.contract.actions import add_members, create_document, create_post, create_tag, create_team, get_members
from tests.contract.answers import check_problem
from tests.contract.forms import file_part, form, name_part, upload
from tests.contract.rival import Rival
from tests.databases import Database
from tests.people import People, Person

pytestmark = pytest.mark.only(transport="process")


@pytest.fixture
def rival(client: Client, settings: Settings, database: Database) -> Generator[Callable[[], Any]]:
    """`with rival() as other:` opens the transaction."""
    config = sync_config(SQLAlchemySyncConfig, settings)

    @contextmanager
    def opened() -> Generator[Rival]:
        with config.get_session() as session:
            session.connection(execution_options={WRITES: True})
            yield Rival(session, client, database)

    yield opened
    config.get_engine().dispose()


Opened = Callable[[], Any]


def test_a_slug_taken_meanwhile_gets_the_next_number(create_user: People, rival: Opened) -> None:
    owner, name = create_user(), create_user.letters(12)
    assert owner.token
    with rival() as other:
        other.session.add(Team(name=name, slug=name))
        answer = other.call(owner, "POST", "/teams", {"name": name})
    assert (answer.status, answer.json()["slug"]) == (201, f"{name}-2")


def test_a_tag_created_meanwhile_is_known(create_user: People, rival: Opened) -> None:
    person, name = create_user(), create_user.letters(12)
    assert person.token
    with rival() as other:
        other.session.add(Tag(name=name, slug=name))
        answer = other.call(person, "POST", "/tags", {"name": name.upper()})
    assert (answer.status, answer.json()["name"]) == (200, name)


def test_a_post_takes_a_tag_created_meanwhile(create_user: People, rival: Opened) -> None:
    author, name = create_user(), create_user.letters(12)
    assert author.token
    with rival() as other:
        other.session.add(Tag(name=name, slug=name))
        answer = other.call(author, "POST", "/posts", {"title": "T", "body": "B", "tags": [name]})
    assert (answer.status, answer.json()["tags"]) == (201, [{"name": name, "slug": name}])


def test_a_post_creates_anew_a_tag_deleted_meanwhile(create_user: People, rival: Opened) -> None:
    author, name = create_user(), create_user.letters(12)
    create_tag(author, name)
    with rival() as other:
        other.session.execute(delete(Tag).where(Tag.slug == name))
        answer = other.call(author, "POST", "/posts", {"title": "T", "body": "B", "tags": [name]})
    assert (answer.status, answer.json()["tags"]) == (201, [{"name": name, "slug": name}])


def test_the_last_seat_taken_meanwhile_is_taken(create_user: People, rival: Opened) -> None:
    owner, first, second = create_user(), create_user(), create_user()
    slug = create_team(owner, seats=2)
    with rival() as other:
        other.session.add(TeamMember(team_id=other.team(slug).id, user_id=UUID(first.id), role="member"))
        answer = other.call(owner, "POST", f"/teams/{slug}/members", {"user_id": second.id})
    check_problem(answer, "team-full")
    assert list(get_members(owner, slug)) == [owner.id, first.id]


def test_seats_are_not_lowered_below_members_added_meanwhile(create_user: People, rival: Opened) -> None:
    owner, first = create_user(), create_user()
    slug = create_team(owner, seats=2)
    with rival() as other:
        other.session.add(TeamMember(team_id=other.team(slug).id, user_id=UUID(first.id), role="member"))
        answer = other.call(owner, "PATCH", f"/teams/{slug}", {"seats": 1})
    check_problem(answer, "team-full")


def test_a_member_added_meanwhile_is_not_added_again(create_user: People, rival: Opened) -> None:
    owner, first = create_user(), create_user()
    slug = create_team(owner)
    with rival() as other:
        other.session.add(TeamMember(team_id=other.team(slug).id, user_id=UUID(first.id), role="member"))
        answer = other.call(owner, "POST", f"/teams/{slug}/members", {"user_id": first.id})
    check_problem(answer, "already-member")


def hand_over(other: Rival, slug: str, owner: Person, heir: Person) -> None:
    other.team(slug)
    other.member(owner).is_owner = False
    other.session.flush()
    other.member(heir).is_owner = True


def test_an_owner_who_handed_over_meanwhile_hands_over_no_more(create_user: People, rival: Opened) -> None:
    owner, heir, second = create_user(), create_user(), create_user()
    slug = create_team(owner)
    add_members(owner, slug, heir, second, role="admin")
    with rival() as other:
        hand_over(other, slug, owner, heir)
        answer = other.call(owner, "PATCH", f"/teams/{slug}/members/{second.id}", {"is_owner": True})
    check_problem(answer, "forbidden")
    assert [user_id for user_id, member in get_members(owner, slug).items() if member["is_owner"]] == [heir.id]


def test_a_member_who_became_owner_meanwhile_cannot_leave(create_user: People, rival: Opened) -> None:
    owner, heir = create_user(), create_user()
    slug = create_team(owner)
    add_members(owner, slug, heir, role="admin")
    with rival() as other:
        hand_over(other, slug, owner, heir)
        answer = other.call(heir, "DELETE", f"/teams/{slug}/members/{heir.id}")
    check_problem(answer, "owner-stays")


def test_a_member_who_left_meanwhile_does_not_become_owner(create_user: People, rival: Opened) -> None:
    owner, heir = create_user(), create_user()
    slug = create_team(owner)
    add_members(owner, slug, heir, role="admin")
    with rival() as other:
        other.team(slug)
        other.session.delete(other.member(heir))
        answer = other.call(owner, "PATCH", f"/teams/{slug}/members/{heir.id}", {"is_owner": True})
    check_problem(answer, "not-found")
    assert get_members(owner, slug)[owner.id]["is_owner"]


def test_a_team_changed_meanwhile_is_not_deleted_by_its_former_owner(create_user: People, rival: Opened) -> None:
    owner, heir = create_user(), create_user()
    slug = create_team(owner)
    add_members(owner, slug, heir, role="admin")
    with rival() as other:
        hand_over(other, slug, owner, heir)
        answer = other.call(owner, "DELETE", f"/teams/{slug}")
    check_problem(answer, "forbidden")


def gone(other: Rival, person: Person) -> None:
    other.session.execute(delete(User).where(User.id == UUID(person.id)))


def test_a_user_deleted_meanwhile_creates_nothing(create_user: People, superuser: Person, rival: Opened) -> None:
    for target, document in (("/posts", {"title": "T", "body": "B"}), ("/teams", {"name": create_user.letters(12)})):
        person = create_user()
        assert person.token
        with rival() as other:
            gone(other, person)
            answer = other.call(person, "POST", target, document)
        check_problem(answer, "invalid-token")
    owner = create_user()
    assert owner.token
    with rival() as other:
        gone(other, owner)
        answer = other.against(lambda: upload(owner, form(name_part(), file_part())))
    check_problem(answer, "invalid-token")


def test_a_user_deleted_meanwhile_is_not_added_to_a_team(create_user: People, rival: Opened) -> None:
    owner, person = create_user(), create_user()
    slug = create_team(owner)
    with rival() as other:
        gone(other, person)
        answer = other.call(owner, "POST", f"/teams/{slug}/members", {"user_id": person.id})
    check_problem(answer, "no-such-user")


def test_a_user_who_created_a_team_meanwhile_is_not_deleted(create_user: People, rival: Opened) -> None:
    person, name = create_user(), create_user.letters(12)
    assert person.token
    with rival() as other:
        locked = select(User.id).where(User.id == UUID(person.id)).with_for_update(read=True, key_share=True)
        user_id = other.session.scalars(locked).one()
        members = [TeamMember(user_id=user_id, role="admin", is_owner=True)]
        other.session.add(Team(name=name, slug=name, members=members))
        answer = other.call(person, "DELETE", f"/users/{person.id}")
    check_problem(answer, "owns-teams")


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_what_was_deleted_meanwhile_is_neither_changed_nor_deleted(
    create_user: People, superuser: Person, rival: Opened, method: str
) -> None:
    owner, name = create_user(), create_user.letters(12)
    post, document, tag = create_post(owner), create_document(owner), create_tag(owner, name)
    slug = create_team(owner)
    assert superuser.token
    for caller, target, model, document_sent in (
        (owner, f"/posts/{post['id']}", delete(Post).where(Post.id == UUID(post["id"])), {"title": "New"}),
        (owner, f"/documents/{document['id']}", delete(Document).where(Document.id == UUID(document["id"])), None),
        (superuser, f"/tags/{tag['slug']}", delete(Tag).where(Tag.slug == tag["slug"]), None),
        (owner, f"/teams/{slug}", delete(Team).where(Team.slug == slug), None),
    ):
        with rival() as other:
            other.session.execute(model)
            sent = NO_BODY if method == "DELETE" else document_sent or {"name": "New"}
            answer = other.call(caller, method, target, sent)
        check_problem(answer, "not-found")


def test_an_email_taken_meanwhile_is_taken(client: Client, create_user: People, rival: Opened) -> None:
    email = f"{create_user.letters(12)}@example.com"
    new = {"email": email, "name": "New", "password": "12345678"}
    with rival() as other:
        other.session.add(User(email=email, name="First"))
        answer = other.against(lambda: client.call("POST", "/users", new))
    check_problem(answer, "email-taken")


def test_a_user_deleted_meanwhile_is_not_changed(create_user: People, superuser: Person, rival: Opened) -> None:
    person = create_user()
    assert superuser.token
    with rival() as other:
        gone(other, person)
        answer = other.call(superuser, "PATCH", f"/users/{person.id}", {"name": "New"})
    check_problem(answer, "not-found")
