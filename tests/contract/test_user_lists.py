"""list_users: filters, order, offsets, cursors and totals."""

import base64
import json
from typing import Any
from urllib.parse import quote, urlencode
from uuid import uuid4

import pytest

from tests.clients.base import Client
from tests.contract.actions import create_tag, get_page
from tests.contract.answers import check, check_faults, compact
from tests.people import People, Person

CURSOR = ("?after", "cursor", "Not the next of a page with these filters.")


@pytest.fixture
def crowd(create_user: People) -> list[Person]:
    """Seven users whom one search finds; their names are not in the order of creation."""
    mark = create_user.letters(12)
    names = ["b", "a", "B", "é", "a", "Z", "😀"]
    return [create_user(name=f"{mark} {name}") for name in names]


def search(crowd: list[Person]) -> str:
    return crowd[0].name.split()[0]


def test_list_users_returns_a_whole_page(client: Client, crowd: list[Person]) -> None:
    reader = crowd[0]
    target = f"/users?search={search(crowd)}&limit=2&offset=1"
    answer = client.call("GET", target, token=reader.token)
    page = answer.json()
    expected = [client.call("GET", f"/users/{person.id}", token=reader.token).json() for person in crowd[5:3:-1]]
    for item in expected:
        item.pop("posts")
    check(answer, 200, compact({"items": expected, "total": 7, "limit": 2, "offset": 1, "next": page["next"]}))
    assert isinstance(page["next"], str)


def test_list_users_returns_20_users_newest_first_by_default(client: Client, crowd: list[Person]) -> None:
    page = get_page(crowd[0], "/users", search=search(crowd))
    assert [item["id"] for item in page["items"]] == [person.id for person in reversed(crowd)]
    assert (page["total"], page["limit"], page["offset"], page["next"]) == (7, 20, 0, None)


@pytest.mark.parametrize("sort", ["asc", "desc"])
@pytest.mark.parametrize("order_by", ["created_at", "updated_at", "name", "email"])
def test_list_users_orders_text_by_code_point_and_ties_by_id(
    client: Client, crowd: list[Person], order_by: str, sort: str
) -> None:
    page = get_page(crowd[0], "/users", search=search(crowd), order_by=order_by, sort=sort)
    rows = [(item[order_by].encode("utf-32-be"), item["id"]) for item in page["items"]]
    assert rows == sorted(rows, reverse=sort == "desc")
    assert len(rows) == 7


@pytest.mark.parametrize("sort", ["asc", "desc"])
@pytest.mark.parametrize("order_by", ["created_at", "name"])
@pytest.mark.parametrize("limit", [1, 3, 6, 7])
def test_following_next_visits_every_user_once(
    client: Client, crowd: list[Person], order_by: str, sort: str, limit: int
) -> None:
    query: dict[str, Any] = {"search": search(crowd), "order_by": order_by, "sort": sort}
    whole = [item["id"] for item in get_page(crowd[0], "/users", **query)["items"]]
    seen: list[str] = []
    page = get_page(crowd[0], "/users", **query, limit=limit)
    while True:
        seen += [item["id"] for item in page["items"]]
        assert page["total"] == 7
        if page["next"] is None:
            break
        page = get_page(crowd[0], "/users", **query, limit=limit, after=page["next"])
    assert seen == whole


def test_a_cursor_works_after_its_user_is_deleted(client: Client, crowd: list[Person], superuser: Person) -> None:
    page = get_page(superuser, "/users", search=search(crowd), limit=3)
    client.call("DELETE", f"/users/{page['items'][-1]['id']}", token=superuser.token)
    rest = get_page(superuser, "/users", search=search(crowd), limit=10, after=page["next"])
    assert [item["id"] for item in rest["items"]] == [person.id for person in reversed(crowd[:4])]
    assert rest["total"] == 6


def test_list_users_refuses_a_cursor_under_other_filters(client: Client, crowd: list[Person]) -> None:
    reader = crowd[0]
    after = get_page(reader, "/users", search=search(crowd), limit=2)["next"]
    assert get_page(reader, "/users", search=search(crowd), limit=5, total="false", after=after)["total"] is None
    for change in ({"sort": "asc"}, {"order_by": "name"}, {"is_active": "true"}, {"search": search(crowd)[1:]}):
        query = {"search": search(crowd), "after": after, **change}
        check_faults(client.call("GET", f"/users?{urlencode(query)}", token=reader.token), CURSOR)


def forged(document: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(document).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "after",
    ["x", "é", "====", "a" * 5000, forged([]), forged(3), forged(["", "", ""]), forged([None, None, None]), forged({})],
)
def test_list_users_refuses_a_forged_cursor(client: Client, superuser: Person, after: str) -> None:
    check_faults(client.call("GET", f"/users?after={quote(after)}", token=superuser.token), CURSOR)


@pytest.mark.parametrize("value", ["\0", "a\0b", "\ud800", 1, None, ["a"]])
def test_list_users_refuses_a_cursor_with_a_forged_value(client: Client, crowd: list[Person], value: object) -> None:
    good = get_page(crowd[0], "/users", search=search(crowd), order_by="name", limit=1)["next"]
    fingerprint, _, row = json.loads(base64.urlsafe_b64decode(good + "=" * (-len(good) % 4)))
    query = {"search": search(crowd), "order_by": "name", "after": forged([fingerprint, value, row])}
    check_faults(client.call("GET", f"/users?{urlencode(query)}", token=crowd[0].token), CURSOR)


def test_list_users_refuses_a_cursor_with_an_offset(client: Client, crowd: list[Person]) -> None:
    after = get_page(crowd[0], "/users", limit=1)["next"]
    for offset in (0, 1):
        answer = client.call("GET", f"/users?after={after}&offset={offset}", token=crowd[0].token)
        check_faults(answer, ("?after", "cursor", "Not together with offset."))


def test_total_is_right_beyond_the_last_page_and_null_when_not_wanted(client: Client, crowd: list[Person]) -> None:
    page = get_page(crowd[0], "/users", search=search(crowd), offset=50)
    assert (page["items"], page["total"], page["next"]) == ([], 7, None)
    assert get_page(crowd[0], "/users", search=search(crowd), total="false")["total"] is None


def test_search_ignores_case_and_takes_wildcards_literally(client: Client, create_user: People) -> None:
    person = create_user(name="Straße 100%_x\\y é")
    for term in ("STRASSE", "straße", "100%_", "%_x", "x\\y", "_X\\Y E\u0301", person.email.upper()):
        page = get_page(person, "/users", search=term, ids=person.id)
        assert [item["id"] for item in page["items"]] == [person.id], term
    for term in ("100%%", "10__%", "Stra_e", "%%%", "___"):
        assert get_page(person, "/users", search=term, ids=person.id)["items"] == [], term


def test_search_finds_one_and_two_characters(superuser: Person) -> None:
    name = f"{uuid4().hex} 写真 C#"
    create_tag(superuser, name)
    for term in ("写", "写真", "真", "C#", "#"):
        found = get_page(superuser, "/tags", search=term, limit=100)["items"]
        assert name in [tag["name"] for tag in found]
        assert all(term.casefold() in tag["name"].casefold() for tag in found)


def test_search_does_not_match_across_fields(client: Client, create_user: People) -> None:
    person = create_user(name="Boundary")
    across = f"boundary{person.email}"
    for term in (across[:20], "ary " + person.email[:3]):
        assert get_page(person, "/users", search=term, ids=person.id)["items"] == []


def test_list_users_filters_by_ids(client: Client, crowd: list[Person]) -> None:
    wanted = [crowd[2].id, crowd[4].id]
    page = get_page(crowd[0], "/users", ids=",".join([*wanted, "00000000-0000-7000-8000-000000000000"]))
    assert {item["id"] for item in page["items"]} == set(wanted)
    assert page["total"] == 2


def test_list_users_filters_by_is_active(client: Client, crowd: list[Person], superuser: Person) -> None:
    client.call("PATCH", f"/users/{crowd[3].id}", {"is_active": False}, token=superuser.token)
    inactive = get_page(superuser, "/users", search=search(crowd), is_active="false")
    assert [item["id"] for item in inactive["items"]] == [crowd[3].id]
    assert get_page(superuser, "/users", search=search(crowd), is_active="true")["total"] == 6


def test_list_users_filters_by_times_without_their_ends(client: Client, crowd: list[Person]) -> None:
    items = get_page(crowd[0], "/users", search=search(crowd), sort="asc")["items"]
    for which in ("created", "updated"):
        query = {f"{which}_after": items[1]["created_at"], f"{which}_before": items[5]["created_at"]}
        page = get_page(crowd[0], "/users", search=search(crowd), sort="asc", **query)
        assert [item["id"] for item in page["items"]] == [item["id"] for item in items[2:5]]


def test_list_users_compares_times_as_moments_in_any_offset(client: Client, crowd: list[Person]) -> None:
    created = get_page(crowd[0], "/users", search=search(crowd), sort="asc")["items"][3]["created_at"]
    hour, rest = int(created[11:13]), created[13:-1]
    east = f"{created[:11]}{(hour + 1) % 24:02}{rest}+01:00" if hour < 23 else created
    page = get_page(crowd[0], "/users", search=search(crowd), created_after=east)
    assert page["total"] == 3
