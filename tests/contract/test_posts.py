"""create_post, get_post, update_post, delete_post: answers and rights."""

import pytest

from tests.clients.base import Client
from tests.contract.actions import create_post, get_json, get_page, ids, unique_word
from tests.contract.answers import check, check_problem, compact
from tests.contract.operations import NO_POST
from tests.contract.shapes import expected_post, expected_user, post_tags
from tests.people import People, Person


def test_create_post_returns_the_post_and_its_location(client: Client, create_user: People) -> None:
    author, mark = create_user(), unique_word(create_user)
    document = {
        "tags": [f"{mark} B", f"{mark} a"],
        "published_at": "2026-01-31T12:00:00+02:00",
        "body": "Zoë 🦊\n",
        "title": "Überschrift",
    }
    answer = client.call("POST", "/posts", document, token=author.token)
    tags = post_tags((f"{mark} a", f"{mark}-a"), (f"{mark} B", f"{mark}-b"))
    created = expected_post(
        answer.json(), author, "Überschrift", "Zoë 🦊\n", published_at="2026-01-31T10:00:00.000000Z", tags=tags
    )
    assert created["created_at"] == created["updated_at"]
    check(answer, 201, compact(created), headers={"Location": f"/posts/{created['id']}"})
    check(client.call("GET", f"/posts/{created['id']}", token=create_user().token), 200, compact(created))


def test_create_post_has_no_published_at_and_no_tags_by_default(client: Client, create_user: People) -> None:
    author = create_user()
    answer = client.call("POST", "/posts", {"title": "T", "body": "b"}, token=author.token)
    created = expected_post(answer.json(), author, "T", "b", published_at=None, tags=[])
    check(answer, 201, compact(created), headers={"Location": f"/posts/{created['id']}"})
    given = create_post(author, published_at=None, tags=[])
    assert (given["published_at"], given["tags"]) == (None, [])


def test_create_post_trims_the_title_and_not_the_body(client: Client, create_user: People) -> None:
    author = create_user()
    for title, body in (("  T \t", " \r\n b\t "), ("\u00a0T\u3000", " "), (f" {'🦊' * 200}\n", "e\u0301🦊\u0001")):
        created = create_post(author, title, body)
        check(client.call("GET", f"/posts/{created['id']}", token=author.token), 200, compact(created))
        assert (created["title"], created["body"]) == (title.strip(), body)


def test_create_post_keeps_the_longest_body(client: Client, create_user: People) -> None:
    author, body = create_user(), "🦊é" * 25_000
    created = create_post(author, "Long", body)
    assert created["body"] == body
    check(client.call("GET", f"/posts/{created['id']}", token=author.token), 200, compact(created))


@pytest.mark.parametrize(
    ("given", "returned"),
    [
        ("2026-01-31T12:00:00Z", "2026-01-31T12:00:00.000000Z"),
        ("2026-01-31t12:00:00.5z", "2026-01-31T12:00:00.500000Z"),
        ("2026-01-31T12:00:00.123456789-00:30", "2026-01-31T12:30:00.123456Z"),
        ("2024-02-29T23:59:59.999999+14:00", "2024-02-29T09:59:59.999999Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000000Z"),
        ("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"),
    ],
)
def test_published_at_is_returned_in_utc(client: Client, create_user: People, given: str, returned: str) -> None:
    author = create_user()
    created = create_post(author, published_at=given)
    assert created["published_at"] == returned
    assert get_json(author, f"/posts/{created['id']}") == created
    assert ids(get_page(author, "/posts", ids=created["id"])["items"]) == [created["id"]]


def test_an_author_updates_their_post(client: Client, create_user: People) -> None:
    author, mark = create_user(), unique_word(create_user)
    before = create_post(author, tags=[f"{mark} old"])
    changes = {
        "title": " New ",
        "body": " new ",
        "published_at": "2026-01-31T12:00:00Z",
        "tags": [f"{mark} new"],
    }
    answer = client.call("PATCH", f"/posts/{before['id']}", changes, token=author.token)
    changed = expected_post(
        answer.json(),
        author,
        "New",
        " new ",
        id=before["id"],
        published_at="2026-01-31T12:00:00.000000Z",
        tags=post_tags((f"{mark} new", f"{mark}-new")),
        created_at=before["created_at"],
    )
    assert changed["updated_at"] > before["updated_at"]
    check(answer, 200, compact(changed))
    check(client.call("GET", f"/posts/{before['id']}", token=author.token), 200, compact(changed))


@pytest.mark.parametrize(
    ("member", "given", "returned"),
    [
        ("title", " New ", "New"),
        ("body", "New\n", "New\n"),
        ("published_at", "2025-06-01T00:00:00+01:00", "2025-05-31T23:00:00.000000Z"),
        ("published_at", None, None),
        ("tags", [], []),
    ],
)
def test_update_post_keeps_absent_fields(
    client: Client, create_user: People, member: str, given: object, returned: object
) -> None:
    author, mark = create_user(), unique_word(create_user)
    before = create_post(author, published_at="2026-01-31T12:00:00Z", tags=[mark])
    answer = client.call("PATCH", f"/posts/{before['id']}", {member: given}, token=author.token)
    after = {**before, member: returned, "updated_at": answer.json()["updated_at"]}
    assert after["updated_at"] > before["updated_at"]
    check(answer, 200, compact(after))
    check(client.call("GET", f"/posts/{before['id']}", token=author.token), 200, compact(after))


def test_update_post_without_a_change_keeps_updated_at(client: Client, create_user: People) -> None:
    author, mark = create_user(), unique_word(create_user)
    tags = [f"{mark} a", f"{mark} B"]
    before = create_post(author, published_at="2026-01-31T12:00:00Z", tags=tags)
    same = {name: before[name] for name in ("title", "body", "published_at")}
    for document in (
        {},
        {**same, "tags": tags},
        {"title": f" {before['title']} ", "published_at": "2026-01-31T13:00:00+01:00"},
        {"tags": [f" {mark} b", f"{mark} A", f"{mark} a"]},
    ):
        answer = client.call("PATCH", f"/posts/{before['id']}", document, token=author.token)
        check(answer, 200, compact(before))
    check(client.call("GET", f"/posts/{before['id']}", token=author.token), 200, compact(before))


def test_search_finds_an_updated_post_by_its_new_text_only(client: Client, create_user: People) -> None:
    author, mark = create_user(), unique_word(create_user)
    created = create_post(author, f"{mark} old", "old body")
    client.call("PATCH", f"/posts/{created['id']}", {"title": f"{mark} NEW"}, token=author.token)
    assert get_page(author, "/posts", search=f"{mark} old")["items"] == []
    assert ids(get_page(author, "/posts", search=f"{mark} new")["items"]) == [created["id"]]
    client.call("PATCH", f"/posts/{created['id']}", {"body": f"fresh {mark}"}, token=author.token)
    assert ids(get_page(author, "/posts", search=f"fresh {mark}")["items"]) == [created["id"]]


def test_delete_post_removes_the_post_and_keeps_its_tags(client: Client, create_user: People) -> None:
    author, mark = create_user(), unique_word(create_user)
    created = create_post(author, tags=[mark])
    check(client.call("DELETE", f"/posts/{created['id']}", token=author.token), 204, b"", None)
    for method in ("GET", "DELETE"):
        check_problem(client.call(method, f"/posts/{created['id']}", token=author.token), "not-found")
    check_problem(client.call("PATCH", f"/posts/{created['id']}", {}, token=author.token), "not-found")
    assert get_page(author, "/posts", author_id=author.id)["total"] == 0
    assert get_page(author, "/posts", tag=mark)["total"] == 0
    assert get_json(author, f"/tags/{mark}")["name"] == mark, "a tag must outlive its posts"


def test_other_users_may_read_a_post_but_not_change_or_delete_it(client: Client, create_user: People) -> None:
    author, other = create_user(), create_user()
    created = create_post(author)
    for document in ({}, {"title": "X"}, {"tags": ["x"]}):
        check_problem(client.call("PATCH", f"/posts/{created['id']}", document, token=other.token), "forbidden")
    check_problem(client.call("DELETE", f"/posts/{created['id']}", token=other.token), "forbidden")
    check(client.call("GET", f"/posts/{created['id']}", token=other.token), 200, compact(created))


def test_a_superuser_changes_and_deletes_any_post(client: Client, create_user: People, superuser: Person) -> None:
    author = create_user()
    created = create_post(author)
    answer = client.call("PATCH", f"/posts/{created['id']}", {"title": "Edited"}, token=superuser.token)
    changed = {**created, "title": "Edited", "updated_at": answer.json()["updated_at"]}
    check(answer, 200, compact(changed))
    check(client.call("DELETE", f"/posts/{created['id']}", token=superuser.token), 204, b"", None)
    check_problem(client.call("GET", f"/posts/{created['id']}", token=author.token), "not-found")


def test_a_post_that_does_not_exist_is_404(client: Client, create_user: People, superuser: Person) -> None:
    for caller in (create_user(), superuser):
        check_problem(client.call("GET", NO_POST, token=caller.token), "not-found")
        check_problem(client.call("PATCH", NO_POST, {"title": "X"}, token=caller.token), "not-found")
        check_problem(client.call("DELETE", NO_POST, token=caller.token), "not-found")


@pytest.mark.parametrize("how", ["deactivated", "deleted"])
def test_a_deactivated_or_deleted_author_may_read_but_not_write_posts(
    client: Client, create_user: People, superuser: Person, how: str
) -> None:
    author = create_user()
    token = author.token
    created = create_post(author)
    if how == "deleted":
        client.call("DELETE", f"/users/{author.id}", token=superuser.token)
    else:
        client.call("PATCH", f"/users/{author.id}", {"is_active": False}, token=superuser.token)
    check_problem(client.call("POST", "/posts", {"title": "T", "body": "b"}, token=token), "invalid-token")
    check_problem(client.call("POST", "/posts", {}, token=token), "invalid-token")
    for path in (f"/posts/{created['id']}", NO_POST):
        check_problem(client.call("PATCH", path, {"title": "X"}, token=token), "invalid-token")
        check_problem(client.call("DELETE", path, token=token), "invalid-token")
    for path in ("/posts?limit=1", f"/posts/export?author_id={author.id}"):
        assert client.call("GET", path, token=token).status == 200, "a plain read trusts the token"
    if how == "deactivated":
        check(client.call("GET", f"/posts/{created['id']}", token=token), 200, compact(created))


def test_deleting_a_user_deletes_their_posts(client: Client, create_user: People) -> None:
    author, reader, mark = create_user(), create_user(), unique_word(create_user)
    created = [create_post(author, tags=[mark]) for _ in range(2)]
    kept = create_post(reader, tags=[mark])
    check(client.call("DELETE", f"/users/{author.id}", token=author.token), 204, b"", None)
    for each in created:
        check_problem(client.call("GET", f"/posts/{each['id']}", token=reader.token), "not-found")
    assert get_page(reader, "/posts", author_id=author.id)["total"] == 0
    assert get_page(reader, "/posts", tag=mark)["items"] == [kept]


def test_get_user_has_the_newest_20_posts(client: Client, create_user: People) -> None:
    author = create_user()
    created = [create_post(author, f"Title {number}") for number in range(21)]
    create_post(create_user())
    newest = [{name: each[name] for name in ("id", "title", "created_at")} for each in reversed(created[1:])]
    for path in (f"/users/{author.id}", "/auth/me"):
        answer = client.call("GET", path, token=author.token)
        check(answer, 200, compact(expected_user(answer.json(), author.email, author.name, posts=newest)))
