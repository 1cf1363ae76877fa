"""create_team, get_team, update_team, delete_team: answers and slugs."""

import pytest

from tests.clients.base import Client
from tests.contract.actions import add_members, create_team, get_members
from tests.contract.answers import check, check_problem, compact
from tests.contract.operations import NO_TEAM
from tests.contract.shapes import expected_member, expected_team
from tests.people import People, Person


def slugs(create_user: People, owner: Person, name: str, times: int) -> list[str]:
    return [create_team(owner, name=name) for _ in range(times)]


def test_a_team_is_created_with_its_creator_as_owner(client: Client, create_user: People) -> None:
    owner, mark = create_user(), create_user.letters(10)
    document = {
        "name": f" Zoë {mark} 🦊\t",
        "description": " spaces\nstay ",
        "seats": 1_000_000,
        "tags": [f"z{mark}", f" Straße {mark}", f"STRASSE {mark}", f"a{mark}"],
    }
    answer = client.call("POST", "/teams", document, token=owner.token)
    answered = answer.json()
    expected = expected_team(
        answered,
        f"zoe-{mark}",
        f"Zoë {mark} 🦊",
        description=" spaces\nstay ",
        seats=1_000_000,
        tags=[
            {"name": f"a{mark}", "slug": f"a{mark}"},
            {"name": f"Straße {mark}", "slug": f"strasse-{mark}"},
            {"name": f"z{mark}", "slug": f"z{mark}"},
        ],
        members=[expected_member(answered["members"][0], owner, "admin", is_owner=True)],
    )
    check(answer, 201, compact(expected), headers={"Location": f"/teams/zoe-{mark}"})
    assert answered["created_at"] == answered["updated_at"]
    assert answered["members"][0]["created_at"] == answered["members"][0]["updated_at"]


@pytest.mark.parametrize(
    ("document", "description", "seats"),
    [
        ({}, None, None),
        ({"description": None, "seats": None, "tags": []}, None, None),
        ({"description": "", "seats": 1}, "", 1),
    ],
    ids=str,
)
def test_create_team_has_no_description_seats_or_tags_by_default(
    client: Client, create_user: People, document: dict[str, object], description: str | None, seats: int | None
) -> None:
    owner, mark = create_user(), create_user.letters(10)
    answer = client.call("POST", "/teams", {"name": mark, **document}, token=owner.token)
    answered = answer.json()
    owning = expected_member(answered["members"][0], owner, "admin", is_owner=True)
    expected = expected_team(answered, mark, mark, description=description, seats=seats, tags=[], members=[owning])
    check(answer, 201, compact(expected), headers={"Location": f"/teams/{mark}"})


def test_get_team_returns_what_create_team_returned_to_any_caller(client: Client, create_user: People) -> None:
    owner, reader = create_user(), create_user()
    document = {"name": create_user.letters(12), "tags": [f"x {create_user.letters(10)}"]}
    answer = client.call("POST", "/teams", document, token=owner.token)
    slug = answer.json()["slug"]
    check(client.call("GET", f"/teams/{slug}", token=reader.token), 200, answer.body)


def test_get_team_has_the_members_in_the_order_of_joining(client: Client, create_user: People) -> None:
    owner, first, second = create_user(name="z"), create_user(name="y"), create_user(name="a")
    slug = create_team(owner)
    add_members(owner, slug, first)
    add_members(owner, slug, second, role="admin")
    answer = client.call("GET", f"/teams/{slug}", token=owner.token)
    answered = answer.json()
    expected = [
        expected_member(answered["members"][0], owner, "admin", is_owner=True),
        expected_member(answered["members"][1], first),
        expected_member(answered["members"][2], second, "admin"),
    ]
    check(answer, 200, compact(expected_team(answered, slug, answered["name"], tags=[], members=expected)))


def test_get_team_has_the_first_hundred_members(client: Client, create_user: People) -> None:
    owner, crowd = create_user(), [create_user() for _ in range(101)]
    slug = create_team(owner)
    add_members(owner, slug, *crowd)
    answered = client.call("GET", f"/teams/{slug}", token=owner.token).json()["members"]
    assert [each["user_id"] for each in answered] == [person.id for person in [owner, *crowd[:99]]]
    page = client.call("GET", f"/teams/{slug}/members?sort=asc&offset=100", token=owner.token).json()
    assert [each["user_id"] for each in page["items"]] == [person.id for person in crowd[99:]]
    assert page["total"] == 102


def test_a_team_that_does_not_exist_is_404(client: Client, superuser: Person) -> None:
    check_problem(client.call("GET", NO_TEAM, token=superuser.token), "not-found")
    check_problem(client.call("PATCH", NO_TEAM, {}, token=superuser.token), "not-found")
    check_problem(client.call("DELETE", NO_TEAM, token=superuser.token), "not-found")


@pytest.mark.strict
@pytest.mark.parametrize("slug", ["Upper", "a_b", "%C3%A9", "a%2Fb", "a" * 101, "a.b", "", "a%20b", "a%0A"])
@pytest.mark.parametrize("rest", ["", "/members", "/members/00000000-0000-7000-8000-000000000000"])
def test_a_team_path_needs_a_slug(client: Client, slug: str, rest: str) -> None:
    check_problem(client.call("DELETE", f"/teams/{slug}{rest}"), "not-found")


def test_a_team_path_may_have_the_longest_slug(client: Client, superuser: Person) -> None:
    check_problem(client.call("GET", "/teams/" + "a-9" * 33 + "b"), "unauthenticated")
    check_problem(client.call("GET", "/teams/" + "a-9" * 33 + "b", token=superuser.token), "not-found")


def test_teams_of_one_name_get_numbered_slugs(create_user: People) -> None:
    owner, mark = create_user(), create_user.letters(10)
    assert slugs(create_user, owner, mark, 2) == [mark, f"{mark}-2"]
    assert slugs(create_user, owner, f" {mark.upper()}! ", 2) == [f"{mark}-3", f"{mark}-4"]
    assert slugs(create_user, owner, f"{mark} 日本", 2) == [f"{mark}-ri-ben", f"{mark}-ri-ben-2"]


def test_a_new_team_gets_the_first_free_number(client: Client, create_user: People) -> None:
    owner, mark = create_user(), create_user.letters(10)
    assert slugs(create_user, owner, f"{mark} 3", 1) == [f"{mark}-3"]
    assert slugs(create_user, owner, mark, 3) == [mark, f"{mark}-2", f"{mark}-4"]
    for gone in (f"{mark}-2", mark):
        check(client.call("DELETE", f"/teams/{gone}", token=owner.token), 204, b"", None)
    assert slugs(create_user, owner, mark, 3) == [mark, f"{mark}-2", f"{mark}-5"]


def test_a_long_slug_of_a_team_is_cut_to_fit_its_number(create_user: People) -> None:
    owner, mark = create_user(), create_user.letters(100)
    numbered = [f"{mark[:98]}-{number}" for number in range(2, 10)]
    assert slugs(create_user, owner, mark, 11) == [mark, *numbered, f"{mark[:97]}-10", f"{mark[:97]}-11"]


def test_a_long_transliterated_slug_never_ends_in_a_hyphen(create_user: People) -> None:
    """Transliteration makes a name longer than 100 characters; the cut must not leave a hyphen at the end."""
    owner, mark = create_user(), create_user.letters(10)
    whole = f"{mark}{'-ri' * 60}"
    expected = [whole[:100].strip("-"), *(f"{whole[:98].strip('-')}-{number}" for number in (2, 3))]
    assert slugs(create_user, owner, f"{mark} {'日' * 60}", 3) == expected


def test_update_team_returns_the_whole_team(client: Client, create_user: People) -> None:
    owner, mark = create_user(), create_user.letters(10)
    slug = create_team(owner, name=mark, description="Old", seats=7, tags=[f"a{mark}", f"b{mark}"])
    before = client.call("GET", f"/teams/{slug}", token=owner.token).json()
    document = {"name": f"  N{mark} ", "description": "New", "seats": 8, "tags": [f"c{mark}", f"B{mark}"]}
    answer = client.call("PATCH", f"/teams/{slug}", document, token=owner.token)
    answered = answer.json()
    tags = [{"name": f"{letter}{mark}", "slug": f"{letter}{mark}"} for letter in "bc"]
    fields = {"description": "New", "seats": 8, "tags": tags, "members": before["members"]}
    check(answer, 200, compact(expected_team(answered, slug, f"N{mark}", **fields)))
    assert (answered["id"], answered["created_at"]) == (before["id"], before["created_at"])
    assert answered["updated_at"] > before["updated_at"]
    check(client.call("GET", f"/teams/{slug}", token=owner.token), 200, answer.body)


@pytest.mark.parametrize(
    ("document", "fields"),
    [
        ({"name": "Renamed"}, {"name": "Renamed"}),
        ({"description": ""}, {"description": ""}),
        ({"description": None}, {"description": None}),
        ({"seats": 1}, {"seats": 1}),
        ({"seats": None}, {"seats": None}),
        ({"tags": []}, {"tags": []}),
    ],
    ids=str,
)
def test_update_team_keeps_absent_fields(
    client: Client, create_user: People, document: dict[str, object], fields: dict[str, object]
) -> None:
    owner, mark = create_user(), create_user.letters(10)
    slug = create_team(owner, description="Old", seats=7, tags=[f"x {mark}", f"y {mark}"])
    before = client.call("GET", f"/teams/{slug}", token=owner.token).json()
    answer = client.call("PATCH", f"/teams/{slug}", document, token=owner.token)
    updated_at = answer.json()["updated_at"]
    check(answer, 200, compact({**before, **fields, "updated_at": updated_at}))
    assert updated_at > before["updated_at"]


def test_update_team_replaces_the_set_of_tags(client: Client, create_user: People) -> None:
    owner, mark = create_user(), create_user.letters(10)
    slug = create_team(owner, tags=[f"goes {mark}", f"stays {mark}"])
    before = client.call("GET", f"/teams/{slug}", token=owner.token).json()
    answer = client.call("PATCH", f"/teams/{slug}", {"tags": [f"stays {mark}"]}, token=owner.token)
    kept = [{"name": f"stays {mark}", "slug": f"stays-{mark}"}]
    check(answer, 200, compact({**before, "tags": kept, "updated_at": answer.json()["updated_at"]}))


def test_update_team_without_a_change_keeps_updated_at(client: Client, create_user: People) -> None:
    owner, mark = create_user(), create_user.letters(10)
    slug = create_team(owner, name=mark, description="Old", seats=7, tags=[f"x {mark}", f"z {mark}"])
    before = client.call("GET", f"/teams/{slug}", token=owner.token).body
    same = {"tags": [f"z {mark}", f"X {mark.upper()}"]}
    for document in ({}, {"name": mark}, {"description": "Old", "seats": 7}, same):
        check(client.call("PATCH", f"/teams/{slug}", document, token=owner.token), 200, before)


def test_delete_team_removes_memberships_and_frees_the_slug(client: Client, create_user: People) -> None:
    owner, other, mark = create_user(), create_user(), create_user.letters(10)
    slug = create_team(owner, name=mark, tags=[f"t{mark}"])
    add_members(owner, slug, other)
    check(client.call("DELETE", f"/teams/{slug}", token=owner.token), 204, b"", None)
    for method, rest in (("GET", ""), ("GET", "/members"), ("DELETE", "")):
        check_problem(client.call(method, f"/teams/{slug}{rest}", token=owner.token), "not-found")
    for person in (owner, other):
        page = client.call("GET", f"/teams?member_id={person.id}", token=other.token)
        check(page, 200, compact({"items": [], "total": 0, "limit": 20, "offset": 0, "next": None}))
    assert client.call("GET", f"/tags/t{mark}", token=owner.token).status == 200
    assert create_team(other, name=mark) == slug
    assert list(get_members(owner, slug)) == [other.id]


def test_a_user_who_owns_a_team_cannot_be_deleted(client: Client, create_user: People, superuser: Person) -> None:
    owner, heir = create_user(), create_user()
    slug = create_team(owner)
    add_members(owner, slug, heir)
    for caller in (owner, superuser):
        check_problem(client.call("DELETE", f"/users/{owner.id}", token=caller.token), "owns-teams")
    check_problem(client.call("DELETE", f"/users/{owner.id}", token=heir.token), "forbidden")
    client.call("PATCH", f"/teams/{slug}/members/{heir.id}", {"is_owner": True}, token=owner.token)
    check(client.call("DELETE", f"/users/{owner.id}", token=owner.token), 204, b"", None)
    assert list(get_members(heir, slug)) == [heir.id]
    assert [each["user_id"] for each in client.call("GET", f"/teams/{slug}", token=heir.token).json()["members"]] == [
        heir.id
    ]
    client.call("DELETE", f"/teams/{slug}", token=heir.token)
    check(client.call("DELETE", f"/users/{heir.id}", token=heir.token), 204, b"", None)
