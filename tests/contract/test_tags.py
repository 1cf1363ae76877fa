"""create_tag, list_tags, get_tag, update_tag, delete_tag."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.clients.base import Client
from tests.clients.response import Response
from tests.contract.actions import create_post, create_tag, get_json, get_page, ids, unique_word
from tests.contract.answers import check, check_faults, check_problem, compact
from tests.contract.operations import NO_TAG
from tests.contract.shapes import expected_tag, post_tags
from tests.people import People, Person

pytestmark = [pytest.mark.resource("tags"), pytest.mark.each_database]


UNKNOWN = "Is not known here."
STRING = "Must be a string."
BLANK = "Must be at least 1 characters long."
SLUG = "Must have a letter or a digit."


def test_create_tag_is_201_with_a_location_for_a_new_tag_and_200_for_a_known_one(
    client: Client, create_user: People
) -> None:
    person, mark = create_user(), unique_word(create_user)
    answer = client.call("POST", "/tags", {"name": f" {mark} Straße\t"}, token=person.token)
    created = expected_tag(answer.json(), f"{mark}-strasse", f"{mark} Straße")
    assert created["created_at"] == created["updated_at"]
    check(answer, 201, compact(created), headers={"Location": f"/tags/{mark}-strasse"})
    other = create_user()
    for name in (f"{mark} Straße", f"{mark.upper()} STRASSE\n"):
        check(client.call("POST", "/tags", {"name": name}, token=other.token), 200, compact(created))
    check(client.call("GET", f"/tags/{mark}-strasse", token=other.token), 200, compact(created))


def test_create_tag_knows_a_tag_that_a_post_created(client: Client, create_user: People) -> None:
    author, mark = create_user(), unique_word(create_user)
    create_post(author, tags=[f"{mark} Ä"])
    answer = client.call("POST", "/tags", {"name": f"{mark} a\u0308"}, token=author.token)
    check(answer, 200, compact(expected_tag(answer.json(), f"{mark}-a", f"{mark} Ä")))


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        *[({"name": value}, ("/name", "too_short", BLANK)) for value in ("", " \t\n", "\u00a0")],
        ({"name": "n" * 51}, ("/name", "too_long", "Must be at most 50 characters long.")),
        ({"name": "a\u0000"}, ("/name", "nul", "Must not contain the NUL character.")),
        *[({"name": value}, ("/name", "slug", SLUG)) for value in ("🦊", "#", "---", "_", "\u0301")],
        *[({"name": value}, ("/name", "string", STRING)) for value in (None, 1, True, ["a"], {"a": 1})],
        *[
            ({"name": "fine", name: "x"}, (f"/{name}", "unknown", UNKNOWN))
            for name in ("slug", "id", "folded_name", "created_at")
        ],
    ],
    ids=lambda value: ascii(value)[:40],
)
def test_create_tag_and_update_tag_refuse_a_bad_body(
    client: Client, superuser: Person, document: dict[str, Any], fault: tuple[str, str, str]
) -> None:
    for method, path in (("POST", "/tags"), ("PATCH", NO_TAG)):
        check_faults(client.call(method, path, document, token=superuser.token), fault)


def test_create_tag_needs_a_name(client: Client, superuser: Person) -> None:
    answer = client.call("POST", "/tags", {"colour": 1}, token=superuser.token)
    check_faults(answer, ("/name", "missing", "Must be given."), ("/colour", "unknown", UNKNOWN))


def test_list_tags_returns_whole_pages_in_order(client: Client, create_user: People) -> None:
    person, mark = create_user(), unique_word(create_user)
    names = ["b", "Ab", "a", "é", "Z", "日本"]
    created = [create_tag(person, f"{mark} {name}") for name in names]
    answer = client.call("GET", f"/tags?search={mark.upper()}&limit=2&offset=1", token=person.token)
    following = answer.json()["next"]
    check(answer, 200, compact({"items": created[4:2:-1], "total": 6, "limit": 2, "offset": 1, "next": following}))
    answer = client.call("GET", f"/tags?search={mark.upper()}&limit=3&after={following}", token=person.token)
    check(answer, 200, compact({"items": created[2::-1], "total": 6, "limit": 3, "offset": 0, "next": None}))
    for sort in ("asc", "desc"):
        page = get_page(person, "/tags", search=mark, order_by="name", sort=sort)
        assert [item["name"] for item in page["items"]] == sorted(
            (item["name"] for item in created), reverse=sort == "desc"
        )
    page = get_page(
        person, "/tags", ids=f"{created[3]['id']},{created[0]['id']}", created_after=created[0]["created_at"]
    )
    assert page["items"] == [created[3]]
    assert get_page(person, "/tags", search=f"{mark} É")["items"] == [created[3]]
    assert get_page(person, "/tags", search=f"{mark} %")["items"] == []


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        *[
            (
                f"order_by={value}",
                ("?order_by", "choice", "Must be one of 'created_at', 'updated_at' or 'name'."),
            )
            for value in ("slug", "folded_name", "title")
        ],
        ("tag=a", ("?tag", "unknown", UNKNOWN)),
        ("name=a", ("?name", "unknown", UNKNOWN)),
        ("after=x", ("?after", "cursor", "Not the next of a page with these filters.")),
    ],
)
def test_list_tags_refuses_a_bad_query(
    client: Client, superuser: Person, query: str, fault: tuple[str, str, str]
) -> None:
    check_faults(client.request("GET", f"/tags?{query}", headers=superuser.headers), fault)


def test_update_tag_renames_the_tag_and_keeps_its_slug(client: Client, create_user: People, superuser: Person) -> None:
    author, mark = create_user(), unique_word(create_user)
    post = create_post(author, tags=[f"{mark} old"])
    path, new = f"/tags/{mark}-old", f"{mark} New"
    before = get_json(author, path)
    answer = client.call("PATCH", path, {"name": f" {new} "}, token=superuser.token)
    after = expected_tag(answer.json(), f"{mark}-old", new, id=before["id"], created_at=before["created_at"])
    assert after["updated_at"] > before["updated_at"]
    check(answer, 200, compact(after))
    check(client.call("GET", path, token=author.token), 200, compact(after))
    renamed = {**post, "tags": post_tags((new, f"{mark}-old"))}
    check(client.call("GET", f"/posts/{post['id']}", token=author.token), 200, compact(renamed))
    assert get_page(author, "/tags", search=new.upper())["items"] == [after]
    assert get_page(author, "/tags", search=f"{mark} old")["items"] == []
    assert client.call("POST", "/tags", {"name": new.upper()}, token=author.token).json() == after
    assert create_tag(author, f"{mark} OLD")["slug"] == f"{mark}-old-2", (
        "the old name must be free again, and the old slug must not"
    )


def test_a_tag_may_be_renamed_to_another_spelling_of_its_name(
    client: Client, create_user: People, superuser: Person
) -> None:
    mark = unique_word(create_user)
    before = create_tag(superuser, f"{mark} Straße")
    answer = client.call("PATCH", f"/tags/{before['slug']}", {"name": f"{mark} STRASSE"}, token=superuser.token)
    after = {**before, "name": f"{mark} STRASSE", "updated_at": answer.json()["updated_at"]}
    assert after["updated_at"] > before["updated_at"]
    check(answer, 200, compact(after))


def test_update_tag_without_a_change_keeps_updated_at(client: Client, create_user: People, superuser: Person) -> None:
    mark = unique_word(create_user)
    created = create_tag(superuser, mark)
    for document in ({}, {"name": mark}, {"name": f" {mark}\n"}):
        check(client.call("PATCH", f"/tags/{mark}", document, token=superuser.token), 200, compact(created))


def test_update_tag_refuses_the_name_of_another_tag_in_any_spelling(
    client: Client, create_user: People, superuser: Person
) -> None:
    mark = unique_word(create_user)
    taken, created = (create_tag(superuser, f"{mark} {name}") for name in ("Straße", "free"))
    for name in (taken["name"], f" {taken['name'].upper()} "):
        answer = client.call("PATCH", f"/tags/{created['slug']}", {"name": name}, token=superuser.token)
        check_problem(answer, "tag-taken")
    check(client.call("GET", f"/tags/{created['slug']}", token=superuser.token), 200, compact(created))


def test_delete_tag_removes_it_from_posts(client: Client, create_user: People, superuser: Person) -> None:
    author, mark = create_user(), unique_word(create_user)
    post = create_post(author, tags=[f"{mark} gone", f"{mark} kept"])
    gone = get_json(author, f"/tags/{mark}-gone")
    check(client.call("DELETE", f"/tags/{mark}-gone", token=superuser.token), 204, b"", None)
    for method in ("GET", "DELETE"):
        check_problem(client.call(method, f"/tags/{mark}-gone", token=superuser.token), "not-found")
    without = {**post, "tags": post_tags((f"{mark} kept", f"{mark}-kept"))}
    check(client.call("GET", f"/posts/{post['id']}", token=author.token), 200, compact(without))
    assert get_page(author, "/posts", tag=f"{mark}-gone")["total"] == 0
    assert ids(get_page(author, "/posts", tag=f"{mark}-kept")["items"]) == [post["id"]]
    again = create_tag(author, f"{mark} gone")
    assert again["slug"] == f"{mark}-gone"
    assert again["id"] != gone["id"]


def test_only_a_superuser_changes_and_deletes_tags(client: Client, create_user: People, superuser: Person) -> None:
    person, mark = create_user(), unique_word(create_user)
    created, taken = create_tag(person, mark), create_tag(superuser, f"{mark} taken")
    for document in ({}, {"name": "x"}, {"name": taken["name"]}):
        check_problem(client.call("PATCH", f"/tags/{mark}", document, token=person.token), "forbidden")
        check_problem(client.call("PATCH", NO_TAG, document, token=person.token), "not-found")
    check_problem(client.call("DELETE", f"/tags/{mark}", token=person.token), "forbidden")
    for caller in (person, superuser):
        check_problem(client.call("GET", NO_TAG, token=caller.token), "not-found")
        check_problem(client.call("DELETE", NO_TAG, token=caller.token), "not-found")
    check_problem(client.call("PATCH", NO_TAG, {"name": taken["name"]}, token=superuser.token), "not-found")
    check(client.call("GET", f"/tags/{mark}", token=person.token), 200, compact(created))


def test_a_deactivated_user_may_read_but_not_write_tags(client: Client, create_user: People, superuser: Person) -> None:
    person, mark = create_user(), unique_word(create_user)
    created, token = create_tag(person, mark), person.token
    client.call("PATCH", f"/users/{person.id}", {"is_active": False}, token=superuser.token)
    for name in (mark, f"{mark} new"):
        check_problem(client.call("POST", "/tags", {"name": name}, token=token), "invalid-token")
    for path in (f"/tags/{mark}", NO_TAG):
        check_problem(client.call("PATCH", path, {"name": "x"}, token=token), "invalid-token")
        check_problem(client.call("DELETE", path, token=token), "invalid-token")
    check(client.call("GET", f"/tags/{mark}", token=token), 200, compact(created))
    assert get_page(person, "/tags", search=mark)["items"] == [created]


def test_concurrent_requests_create_a_tag_once(client: Client, create_user: People) -> None:
    token, mark = create_user().token, unique_word(create_user)

    def make(name: str) -> Response:
        return client.call("POST", "/tags", {"name": name}, token=token)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(make, [mark] * 8))
    assert Counter(answer.status for answer in answers) == {201: 1, 200: 7}
    assert len({answer.body for answer in answers}) == 1
