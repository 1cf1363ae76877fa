"""list_teams and list_members: items, filters, order and cursors."""

from typing import Any

import pytest

from tests.clients.base import Client
from tests.contract.actions import add_members, create_team, get_page
from tests.contract.answers import check, check_faults, check_problem, compact
from tests.contract.operations import NO_TEAM, NOBODY
from tests.contract.shapes import expected_member, expected_team
from tests.people import People, Person


@pytest.fixture
def owner(create_user: People) -> Person:
    return create_user()


@pytest.fixture
def mark(create_user: People) -> str:
    """A word in every name of the test, so that a search finds only its own teams and members."""
    return create_user.letters(12)


@pytest.fixture
def slugs(create_user: People, owner: Person, mark: str) -> list[str]:
    """Six teams whose names are not in the order of creation."""
    return [create_team(owner, name=f"{mark} {name}") for name in ("b", "a", "B", "é", "a", "Z")]


@pytest.fixture
def slug(create_user: People, owner: Person) -> str:
    return create_team(owner)


@pytest.fixture
def crowd(create_user: People, owner: Person, slug: str, mark: str) -> list[Person]:
    """Members in the order in which they joined after the owner."""
    people = [create_user(name=f"{mark} {name}", email=f"{name}.{mark}@example.com") for name in ("d", "a", "c", "b")]
    add_members(owner, slug, people[2], people[0], people[1], people[3])
    return [people[2], people[0], people[1], people[3]]


def all_pages(reader: Person, path: str, **query: Any) -> list[dict[str, Any]]:
    """The items of all pages."""
    page = get_page(reader, path, **query)
    items = page["items"]
    while page["next"] is not None:
        page = get_page(reader, path, **query, after=page["next"])
        items += page["items"]
    return items


def slugs_of(page: dict[str, Any]) -> list[str]:
    return [item["slug"] for item in page["items"]]


def ids_of(page: dict[str, Any]) -> list[str]:
    return [item["user_id"] for item in page["items"]]


def test_list_teams_returns_a_whole_page(client: Client, create_user: People, owner: Person, mark: str) -> None:
    full = {"name": f"{mark} Zoë", "description": "What for", "seats": 3, "tags": [f"x {mark}"]}
    slugs = [create_team(owner, **fields) for fields in (full, {"name": f"{mark} 2"}, {"name": f"{mark} 3"})]
    reader = create_user()
    answer = client.call("GET", f"/teams?search={mark}&limit=2&offset=1", token=reader.token)
    items = answer.json()["items"]
    expected = [
        expected_team(items[0], slugs[1], f"{mark} 2"),
        expected_team(items[1], slugs[0], f"{mark} Zoë", description="What for", seats=3),
    ]
    check(answer, 200, compact({"items": expected, "total": 3, "limit": 2, "offset": 1, "next": None}))
    detail = client.call("GET", f"/teams/{slugs[0]}", token=reader.token).json()
    assert items[1] == {name: value for name, value in detail.items() if name not in {"tags", "members"}}


def test_list_teams_returns_20_teams_newest_first_by_default(owner: Person, slugs: list[str], mark: str) -> None:
    page = get_page(owner, "/teams", search=mark)
    assert slugs_of(page) == slugs[::-1]
    assert (page["total"], page["limit"], page["offset"], page["next"]) == (6, 20, 0, None)
    assert get_page(owner, "/teams", search=mark, total="false", offset=50) == {
        "items": [],
        "total": None,
        "limit": 20,
        "offset": 50,
        "next": None,
    }


@pytest.mark.parametrize("sort", ["asc", "desc"])
@pytest.mark.parametrize("order_by", ["created_at", "updated_at", "name"])
def test_list_teams_orders_text_by_code_point_and_ties_by_id(
    owner: Person, slugs: list[str], mark: str, order_by: str, sort: str
) -> None:
    """The order is the same page by page and at once."""
    query = {"search": mark, "order_by": order_by, "sort": sort}
    items = get_page(owner, "/teams", **query)["items"]
    rows = [(item[order_by].encode("utf-32-be"), item["id"]) for item in items]
    assert rows == sorted(rows, reverse=sort == "desc")
    assert len(rows) == len(slugs)
    for limit in (1, 4):
        assert all_pages(owner, "/teams", **query, limit=limit) == items


def test_list_teams_searches_name_and_description(create_user: People, owner: Person, mark: str) -> None:
    slug = create_team(owner, name=f"Straße {mark}", description=f"100%_x {mark[::-1]}")
    for term in (mark, f"STRASSE {mark.upper()}", f"%_X {mark[::-1]}"):
        assert slugs_of(get_page(owner, "/teams", search=term)) == [slug], term
    for term in (f"{mark}1", f"{mark[-3:]}100%", f"___x {mark[::-1]}"):
        assert slugs_of(get_page(owner, "/teams", search=term)) == [], term
    owner.client.call("PATCH", f"/teams/{slug}", {"description": None}, token=owner.token)
    assert slugs_of(get_page(owner, "/teams", search=mark[::-1])) == []


def test_list_teams_filters_by_tag(client: Client, create_user: People, owner: Person, mark: str) -> None:
    first = create_team(owner, tags=[f"{mark} ü", f"{mark} x"])
    second = create_team(owner, tags=[f"{mark} Ü"])
    create_team(owner, tags=[f"{mark} v"])
    page = get_page(owner, "/teams", tag=f"{mark}-u")
    assert (slugs_of(page), page["total"]) == ([second, first], 2)
    assert get_page(owner, "/teams", tag=f"{mark}-none")["total"] == 0
    client.call("PATCH", f"/teams/{second}", {"tags": []}, token=owner.token)
    assert slugs_of(get_page(owner, "/teams", tag=f"{mark}-u")) == [first]


def test_list_teams_filters_by_member(create_user: People, owner: Person, slugs: list[str], mark: str) -> None:
    person = create_user()
    own = create_team(person, name=f"{mark} tagged", tags=[f"{mark} t"])
    add_members(owner, slugs[1], person)
    add_members(owner, slugs[4], person, role="admin")
    page = get_page(create_user(), "/teams", member_id=person.id)
    assert (slugs_of(page), page["total"]) == ([own, slugs[4], slugs[1]], 3)
    assert slugs_of(get_page(owner, "/teams", member_id=person.id, tag=f"{mark}-t")) == [own]
    assert slugs_of(get_page(owner, "/teams", member_id=person.id, search=f"{mark} a", sort="asc")) == [
        slugs[1],
        slugs[4],
    ]
    assert get_page(owner, "/teams", member_id=NOBODY)["items"] == []


def test_list_teams_filters_by_id_and_time(owner: Person, slugs: list[str], mark: str) -> None:
    items = get_page(owner, "/teams", search=mark, sort="asc")["items"]
    page = get_page(owner, "/teams", ids=f"{items[3]['id']},{NOBODY},{items[0]['id']}")
    assert (slugs_of(page), page["total"]) == ([slugs[3], slugs[0]], 2)
    query = {"created_after": items[1]["created_at"], "updated_before": items[4]["updated_at"]}
    assert slugs_of(get_page(owner, "/teams", search=mark, **query)) == [slugs[3], slugs[2]]


def test_list_members_returns_a_whole_page(
    client: Client, create_user: People, owner: Person, slug: str, crowd: list[Person]
) -> None:
    answer = client.call("GET", f"/teams/{slug}/members?limit=3&offset=2", token=create_user().token)
    items = answer.json()["items"]
    expected = [
        expected_member(items[0], crowd[1]),
        expected_member(items[1], crowd[0]),
        expected_member(items[2], owner, "admin", is_owner=True),
    ]
    check(answer, 200, compact({"items": expected, "total": 5, "limit": 3, "offset": 2, "next": None}))


def test_list_members_returns_20_members_newest_first_by_default(owner: Person, slug: str, crowd: list[Person]) -> None:
    page = get_page(owner, f"/teams/{slug}/members")
    assert ids_of(page) == [person.id for person in [*crowd[::-1], owner]]
    assert (page["total"], page["limit"], page["offset"], page["next"]) == (5, 20, 0, None)
    assert get_page(owner, f"/teams/{slug}/members", total="false")["total"] is None


@pytest.mark.parametrize("sort", ["asc", "desc"])
@pytest.mark.parametrize("order_by", ["created_at", "updated_at"])
def test_list_members_orders_by_created_at_and_updated_at(
    owner: Person, slug: str, crowd: list[Person], order_by: str, sort: str
) -> None:
    changed = f"/teams/{slug}/members/{crowd[0].id}"
    assert owner.client.call("PATCH", changed, {"role": "admin"}, token=owner.token).status == 200
    query = {"order_by": order_by, "sort": sort}
    expected = [owner, *crowd] if order_by == "created_at" else [owner, *crowd[1:], crowd[0]]
    items = get_page(owner, f"/teams/{slug}/members", **query)["items"]
    assert [item["user_id"] for item in items] == [person.id for person in expected[:: 1 if sort == "asc" else -1]]
    for limit in (1, 3):
        assert all_pages(owner, f"/teams/{slug}/members", **query, limit=limit) == items


def test_list_members_searches_name_and_email(
    create_user: People, owner: Person, slug: str, crowd: list[Person], mark: str
) -> None:
    path = f"/teams/{slug}/members"
    assert ids_of(get_page(owner, path, search=mark.upper())) == [person.id for person in crowd[::-1]]
    for person in crowd:
        for term in (person.name, person.email.upper()):
            page = get_page(owner, path, search=term)
            assert (ids_of(page), page["total"]) == ([person.id], 1), term
    for term in ("%%%", f"{mark} _", f"{crowd[0].name}{crowd[0].email}", f"{mark} {crowd[0].email[:2]}"):
        assert ids_of(get_page(owner, path, search=term)) == [], term


def test_list_members_filters_by_user_and_time(
    create_user: People, owner: Person, slug: str, crowd: list[Person]
) -> None:
    path = f"/teams/{slug}/members"
    page = get_page(owner, path, ids=",".join([crowd[2].id, NOBODY, create_user().id, owner.id]))
    assert (ids_of(page), page["total"]) == ([crowd[2].id, owner.id], 2)
    items = get_page(owner, path, sort="asc")["items"]
    query = {"created_after": items[1]["created_at"], "updated_before": items[4]["updated_at"]}
    assert ids_of(get_page(owner, path, **query)) == [crowd[2].id, crowd[1].id]


def test_list_members_has_the_members_of_one_team_only(
    create_user: People, owner: Person, slug: str, crowd: list[Person]
) -> None:
    other = create_team(owner)
    add_members(owner, other, crowd[0])
    page = get_page(owner, f"/teams/{other}/members", search=crowd[0].name)
    assert (ids_of(page), page["total"]) == ([crowd[0].id], 1)
    assert ids_of(get_page(owner, f"/teams/{other}/members", ids=f"{crowd[0].id},{crowd[1].id}")) == [crowd[0].id]


def test_list_members_refuses_a_cursor_under_other_filters(
    client: Client, owner: Person, slug: str, crowd: list[Person]
) -> None:
    path = f"/teams/{slug}/members"
    after = get_page(owner, path, limit=2)["next"]
    assert ids_of(get_page(owner, path, after=after, limit=1)) == [crowd[1].id]
    for change in ("sort=asc", "order_by=updated_at", f"ids={owner.id}", f"search={crowd[0].email}"):
        answer = client.call("GET", f"{path}?after={after}&{change}", token=owner.token)
        check_faults(answer, ("?after", "cursor", "Not the next of a page with these filters."))
    answer = client.call("GET", f"{path}?after={after}&offset=0", token=owner.token)
    check_faults(answer, ("?after", "cursor", "Not together with offset."))


def test_list_members_of_a_team_that_does_not_exist_is_404(client: Client, owner: Person) -> None:
    check_problem(client.call("GET", f"{NO_TEAM}/members", token=owner.token), "not-found")
