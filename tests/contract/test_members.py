"""add_member, update_member, remove_member: roles, the owner, leaving, and seats."""

import pytest

from tests.clients.base import Client
from tests.contract.actions import add_members, create_team, get_members
from tests.contract.answers import check, check_problem, compact
from tests.contract.operations import NOBODY
from tests.contract.shapes import expected_member
from tests.people import People, Person


@pytest.fixture
def owner(create_user: People) -> Person:
    return create_user()


@pytest.fixture
def slug(create_user: People, owner: Person) -> str:
    return create_team(owner)


def at(slug: str, person: Person) -> str:
    return f"/teams/{slug}/members/{person.id}"


@pytest.mark.parametrize("role", ["member", "admin", None])
def test_add_member_returns_the_member_and_the_location_of_the_members(
    client: Client, create_user: People, owner: Person, slug: str, role: str | None
) -> None:
    person = create_user(name="Zoë 🦊")
    document = {"user_id": person.id} if role is None else {"user_id": person.id, "role": role}
    answer = client.call("POST", f"/teams/{slug}/members", document, token=owner.token)
    answered = answer.json()
    expected = expected_member(answered, person, role or "member")
    check(answer, 201, compact(expected), headers={"Location": f"/teams/{slug}/members"})
    assert answered["created_at"] == answered["updated_at"]
    assert get_members(person, slug)[person.id] == expected


def test_add_member_does_not_change_updated_at_of_the_team(
    client: Client, create_user: People, owner: Person, slug: str
) -> None:
    before = client.call("GET", f"/teams/{slug}", token=owner.token).json()
    add_members(owner, slug, create_user())
    after = client.call("GET", f"/teams/{slug}", token=owner.token).json()
    assert {**after, "members": after["members"][:1]} == before


def test_add_member_refuses_someone_who_is_a_member(
    client: Client, create_user: People, owner: Person, slug: str
) -> None:
    person = create_user()
    add_members(owner, slug, person)
    before = get_members(owner, slug)
    for known in (person, owner):
        document = {"user_id": known.id, "role": "admin"}
        answer = client.call("POST", f"/teams/{slug}/members", document, token=owner.token)
        check_problem(answer, "already-member")
    assert get_members(owner, slug) == before


def test_add_member_refuses_a_user_who_does_not_exist(
    client: Client, create_user: People, owner: Person, slug: str
) -> None:
    gone = create_user()
    client.call("DELETE", f"/users/{gone.id}", token=gone.token)
    for user_id in (NOBODY, gone.id):
        answer = client.call("POST", f"/teams/{slug}/members", {"user_id": user_id}, token=owner.token)
        check_problem(answer, "no-such-user")


def test_add_member_refuses_more_members_than_seats(client: Client, create_user: People, owner: Person) -> None:
    first, second = create_user(), create_user()
    slug = create_team(owner, seats=2)
    add_members(owner, slug, first)
    adding = ("POST", f"/teams/{slug}/members", {"user_id": second.id})
    check_problem(client.call(*adding, token=owner.token), "team-full")
    answer = client.call("POST", f"/teams/{slug}/members", {"user_id": first.id}, token=owner.token)
    check_problem(answer, "already-member")
    answer = client.call("POST", f"/teams/{slug}/members", {"user_id": NOBODY}, token=owner.token)
    check_problem(answer, "no-such-user")
    check(client.call("DELETE", at(slug, first), token=first.token), 204, b"", None)
    assert client.call(*adding, token=owner.token).status == 201


@pytest.mark.parametrize("seats", [3, None])
def test_raising_the_seats_lets_more_members_in(
    client: Client, create_user: People, owner: Person, seats: int | None
) -> None:
    slug = create_team(owner, seats=1)
    adding = ("POST", f"/teams/{slug}/members", {"user_id": create_user().id})
    check_problem(client.call(*adding, token=owner.token), "team-full")
    assert client.call("PATCH", f"/teams/{slug}", {"seats": seats}, token=owner.token).status == 200
    assert client.call(*adding, token=owner.token).status == 201


def test_update_team_refuses_fewer_seats_than_members(
    client: Client, create_user: People, owner: Person, slug: str
) -> None:
    add_members(owner, slug, create_user(), create_user())
    before = client.call("GET", f"/teams/{slug}", token=owner.token).body
    for seats in (1, 2):
        document = {"seats": seats, "name": "Other", "tags": ["other"]}
        check_problem(client.call("PATCH", f"/teams/{slug}", document, token=owner.token), "team-full")
    check(client.call("GET", f"/teams/{slug}", token=owner.token), 200, before)
    answer = client.call("PATCH", f"/teams/{slug}", {"seats": 3}, token=owner.token)
    assert (answer.status, answer.json()["seats"]) == (200, 3)


def test_update_member_changes_the_role(client: Client, create_user: People, owner: Person, slug: str) -> None:
    person = create_user()
    add_members(owner, slug, person)
    for role in ("admin", "member"):
        before = get_members(owner, slug)[person.id]
        answer = client.call("PATCH", at(slug, person), {"role": role}, token=owner.token)
        answered = answer.json()
        check(answer, 200, compact(expected_member(answered, person, role)))
        assert answered["created_at"] == before["created_at"]
        assert answered["updated_at"] > before["updated_at"]
        assert get_members(owner, slug)[person.id] == answered


def test_update_member_without_a_change_keeps_updated_at(
    client: Client, create_user: People, owner: Person, slug: str
) -> None:
    person = create_user()
    add_members(owner, slug, person)
    before = get_members(owner, slug)
    for document in ({}, {"role": "member"}):
        check(client.call("PATCH", at(slug, person), document, token=owner.token), 200, compact(before[person.id]))
    for document in ({}, {"role": "admin"}, {"is_owner": True}, {"is_owner": True, "role": "admin"}):
        check(client.call("PATCH", at(slug, owner), document, token=owner.token), 200, compact(before[owner.id]))
    assert get_members(owner, slug) == before


@pytest.mark.parametrize("role", ["member", "admin"])
@pytest.mark.parametrize("by", ["owner", "superuser"])
def test_update_member_hands_the_team_over(
    create_user: People, superuser: Person, owner: Person, role: str, by: str
) -> None:
    slug = create_team(owner)
    heir, other = create_user(), create_user()
    add_members(owner, slug, heir, role=role)
    add_members(owner, slug, other)
    before = get_members(owner, slug)
    caller = owner if by == "owner" else superuser
    document = {"is_owner": True, "role": role} if role == "admin" else {"is_owner": True}
    answer = caller.client.call("PATCH", at(slug, heir), document, token=caller.token)
    answered = answer.json()
    check(answer, 200, compact(expected_member(answered, heir, "admin", is_owner=True)))
    after = get_members(owner, slug)
    assert after[heir.id] == answered
    assert after[owner.id] == expected_member(after[owner.id], owner, "admin")
    assert after[other.id] == before[other.id]
    for person in (owner, heir):
        assert after[person.id]["created_at"] == before[person.id]["created_at"]
        assert after[person.id]["updated_at"] > before[person.id]["updated_at"]


def test_a_former_owner_is_an_admin_and_may_leave(
    client: Client, create_user: People, owner: Person, slug: str
) -> None:
    heir = create_user()
    add_members(owner, slug, heir)
    client.call("PATCH", at(slug, heir), {"is_owner": True}, token=owner.token)
    check_problem(client.call("DELETE", f"/teams/{slug}", token=owner.token), "forbidden")
    check_problem(client.call("PATCH", at(slug, owner), {"is_owner": True}, token=owner.token), "forbidden")
    assert client.call("PATCH", f"/teams/{slug}", {"seats": 9}, token=owner.token).status == 200
    check(client.call("DELETE", at(slug, owner), token=owner.token), 204, b"", None)
    check_problem(client.call("PATCH", f"/teams/{slug}", {"seats": 8}, token=owner.token), "forbidden")
    assert client.call("PATCH", at(slug, heir), {"is_owner": True}, token=heir.token).status == 200
    check(client.call("DELETE", f"/teams/{slug}", token=heir.token), 204, b"", None)


def test_the_owner_cannot_be_removed_or_demoted(
    client: Client, create_user: People, superuser: Person, owner: Person, slug: str
) -> None:
    admin = create_user()
    add_members(owner, slug, admin, role="admin")
    before = get_members(owner, slug)
    for caller in (owner, admin, superuser):
        check_problem(client.call("DELETE", at(slug, owner), token=caller.token), "owner-stays")
        answer = client.call("PATCH", at(slug, owner), {"role": "member"}, token=caller.token)
        check_problem(answer, "owner-stays")
    assert get_members(owner, slug) == before


@pytest.mark.parametrize("role", ["member", "admin"])
def test_a_member_may_leave_a_team(client: Client, create_user: People, owner: Person, slug: str, role: str) -> None:
    person = create_user()
    add_members(owner, slug, person, role=role)
    check(client.call("DELETE", at(slug, person), token=person.token), 204, b"", None)
    assert list(get_members(owner, slug)) == [owner.id]
    check_problem(client.call("DELETE", at(slug, person), token=person.token), "not-found")


def test_an_admin_may_demote_and_remove_admins_and_themselves(
    client: Client, create_user: People, owner: Person, slug: str
) -> None:
    admin, other = create_user(), create_user()
    add_members(owner, slug, admin, other, role="admin")
    assert client.call("PATCH", at(slug, other), {"role": "member"}, token=admin.token).status == 200
    check(client.call("DELETE", at(slug, other), token=admin.token), 204, b"", None)
    assert client.call("PATCH", at(slug, admin), {"role": "member"}, token=admin.token).status == 200
    check_problem(client.call("PATCH", at(slug, admin), {"role": "admin"}, token=admin.token), "forbidden")
    check_problem(client.call("PATCH", at(slug, admin), {}, token=admin.token), "forbidden")


def test_a_member_who_comes_back_is_the_newest_member(
    client: Client, create_user: People, owner: Person, slug: str
) -> None:
    person, other = create_user(), create_user()
    add_members(owner, slug, person, role="admin")
    add_members(owner, slug, other)
    client.call("DELETE", at(slug, person), token=person.token)
    add_members(owner, slug, person)
    after = get_members(owner, slug)
    assert list(after) == [owner.id, other.id, person.id]
    assert after[person.id] == expected_member(after[person.id], person)


def test_a_member_has_the_current_name_of_the_user(
    client: Client, create_user: People, owner: Person, slug: str
) -> None:
    before = get_members(owner, slug)[owner.id]
    client.call("PATCH", f"/users/{owner.id}", {"name": "New"}, token=owner.token)
    assert get_members(owner, slug)[owner.id] == {**before, "name": "New"}
    detail = client.call("GET", f"/teams/{slug}", token=owner.token).json()
    assert detail["members"] == [{**before, "name": "New"}]


def test_deleting_a_user_deletes_their_memberships(
    client: Client, create_user: People, owner: Person, slug: str
) -> None:
    person = create_user()
    add_members(owner, slug, person, role="admin")
    before = get_members(owner, slug)[owner.id]
    check(client.call("DELETE", f"/users/{person.id}", token=person.token), 204, b"", None)
    page = {"items": [before], "total": 1, "limit": 20, "offset": 0, "next": None}
    check(client.call("GET", f"/teams/{slug}/members", token=owner.token), 200, compact(page))
    assert client.call("GET", f"/teams/{slug}", token=owner.token).json()["members"] == [before]
    check_problem(client.call("DELETE", at(slug, person), token=owner.token), "not-found")
