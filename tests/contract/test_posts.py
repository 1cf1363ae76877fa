"""Posts: writing, reading, changing, deleting, and who may."""

import pytest

from tests.clients.base import Client
from tests.contract.answers import check, check_problem, compact, user
from tests.contract.writing import NO_POST, ids, listed, mark_of, post, read, references, write
from tests.people import People, Person


def test_create_post_returns_the_post_and_its_location(client: Client, make_user: People) -> None:
    author, mark = make_user(), mark_of(make_user)
    document = {
        "tags": [f"{mark} B", f"{mark} a"],
        "published_at": "2026-01-31T12:00:00+02:00",
        "body": "Zoë 🦊\n",
        "title": "Überschrift",
    }
    answer = client.call("POST", "/posts", document, token=author.token)
    tags = references((f"{mark} a", f"{mark}-a"), (f"{mark} B", f"{mark}-b"))
    made = post(answer, author, "Überschrift", "Zoë 🦊\n", published_at="2026-01-31T10:00:00.000000Z", tags=tags)
    assert made["created_at"] == made["updated_at"]
    check(answer, 201, compact(made), headers={"Location": f"/posts/{made['id']}"})
    check(client.call("GET", f"/posts/{made['id']}", token=make_user().token), 200, compact(made))


def test_create_post_has_no_published_at_and_no_tags_by_default(client: Client, make_user: People) -> None:
    author = make_user()
    answer = client.call("POST", "/posts", {"title": "T", "body": "b"}, token=author.token)
    made = post(answer, author, "T", "b", published_at=None, tags=[])
    check(answer, 201, compact(made), headers={"Location": f"/posts/{made['id']}"})
    given = write(client, author, published_at=None, tags=[])
    assert (given["published_at"], given["tags"]) == (None, [])


def test_create_post_trims_the_title_and_not_the_body(client: Client, make_user: People) -> None:
    author = make_user()
    for title, body in (("  T \t", " \r\n b\t "), ("\u00a0T\u3000", " "), (f" {'🦊' * 200}\n", "e\u0301🦊\u0001")):
        made = write(client, author, title, body)
        check(client.call("GET", f"/posts/{made['id']}", token=author.token), 200, compact(made))
        assert (made["title"], made["body"]) == (title.strip(), body)


def test_create_post_keeps_the_longest_body(client: Client, make_user: People) -> None:
    author, body = make_user(), "🦊é" * 25_000
    made = write(client, author, "Long", body)
    assert made["body"] == body
    check(client.call("GET", f"/posts/{made['id']}", token=author.token), 200, compact(made))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("2026-01-31T12:00:00Z", "2026-01-31T12:00:00.000000Z"),
        ("2026-01-31t12:00:00.5z", "2026-01-31T12:00:00.500000Z"),
        ("2026-01-31T12:00:00.123456789-00:30", "2026-01-31T12:30:00.123456Z"),
        ("2024-02-29T23:59:59.999999+14:00", "2024-02-29T09:59:59.999999Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000000Z"),
        ("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"),
    ],
)
def test_published_at_is_returned_in_utc(client: Client, make_user: People, given: str, told: str) -> None:
    author = make_user()
    made = write(client, author, published_at=given)
    assert made["published_at"] == told
    assert read(client, author, f"/posts/{made['id']}") == made
    assert ids(listed(client, author, "/posts", ids=made["id"])["items"]) == [made["id"]]


def test_an_author_updates_their_post(client: Client, make_user: People) -> None:
    author, mark = make_user(), mark_of(make_user)
    before = write(client, author, tags=[f"{mark} old"])
    changes = {
        "title": " New ",
        "body": " new ",
        "published_at": "2026-01-31T12:00:00Z",
        "tags": [f"{mark} new"],
    }
    answer = client.call("PATCH", f"/posts/{before['id']}", changes, token=author.token)
    changed = post(
        answer,
        author,
        "New",
        " new ",
        id=before["id"],
        published_at="2026-01-31T12:00:00.000000Z",
        tags=references((f"{mark} new", f"{mark}-new")),
        created_at=before["created_at"],
    )
    assert changed["updated_at"] > before["updated_at"]
    check(answer, 200, compact(changed))
    check(client.call("GET", f"/posts/{before['id']}", token=author.token), 200, compact(changed))


@pytest.mark.parametrize(
    ("member", "given", "told"),
    [
        ("title", " New ", "New"),
        ("body", "New\n", "New\n"),
        ("published_at", "2025-06-01T00:00:00+01:00", "2025-05-31T23:00:00.000000Z"),
        ("published_at", None, None),
        ("tags", [], []),
    ],
)
def test_update_post_keeps_absent_fields(
    client: Client, make_user: People, member: str, given: object, told: object
) -> None:
    author, mark = make_user(), mark_of(make_user)
    before = write(client, author, published_at="2026-01-31T12:00:00Z", tags=[mark])
    answer = client.call("PATCH", f"/posts/{before['id']}", {member: given}, token=author.token)
    after = {**before, member: told, "updated_at": answer.json()["updated_at"]}
    assert after["updated_at"] > before["updated_at"]
    check(answer, 200, compact(after))
    check(client.call("GET", f"/posts/{before['id']}", token=author.token), 200, compact(after))


def test_update_post_without_a_change_keeps_updated_at(client: Client, make_user: People) -> None:
    author, mark = make_user(), mark_of(make_user)
    tags = [f"{mark} a", f"{mark} B"]
    before = write(client, author, published_at="2026-01-31T12:00:00Z", tags=tags)
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


def test_search_finds_an_updated_post_by_its_new_text_only(client: Client, make_user: People) -> None:
    author, mark = make_user(), mark_of(make_user)
    made = write(client, author, f"{mark} old", "old body")
    client.call("PATCH", f"/posts/{made['id']}", {"title": f"{mark} NEW"}, token=author.token)
    assert listed(client, author, "/posts", search=f"{mark} old")["items"] == []
    assert ids(listed(client, author, "/posts", search=f"{mark} new")["items"]) == [made["id"]]
    client.call("PATCH", f"/posts/{made['id']}", {"body": f"fresh {mark}"}, token=author.token)
    assert ids(listed(client, author, "/posts", search=f"fresh {mark}")["items"]) == [made["id"]]


def test_delete_post_removes_the_post_and_keeps_its_tags(client: Client, make_user: People) -> None:
    author, mark = make_user(), mark_of(make_user)
    made = write(client, author, tags=[mark])
    check(client.call("DELETE", f"/posts/{made['id']}", token=author.token), 204, b"", None)
    for method in ("GET", "DELETE"):
        check_problem(client.call(method, f"/posts/{made['id']}", token=author.token), "not-found")
    check_problem(client.call("PATCH", f"/posts/{made['id']}", {}, token=author.token), "not-found")
    assert listed(client, author, "/posts", author_id=author.id)["total"] == 0
    assert listed(client, author, "/posts", tag=mark)["total"] == 0
    assert read(client, author, f"/tags/{mark}")["name"] == mark, "a tag outlives what it was on"


def test_other_users_may_read_a_post_but_not_change_or_delete_it(client: Client, make_user: People) -> None:
    author, other = make_user(), make_user()
    made = write(client, author)
    for document in ({}, {"title": "X"}, {"tags": ["x"]}):
        check_problem(client.call("PATCH", f"/posts/{made['id']}", document, token=other.token), "forbidden")
    check_problem(client.call("DELETE", f"/posts/{made['id']}", token=other.token), "forbidden")
    check(client.call("GET", f"/posts/{made['id']}", token=other.token), 200, compact(made))


def test_a_superuser_changes_and_deletes_any_post(client: Client, make_user: People, superuser: Person) -> None:
    author = make_user()
    made = write(client, author)
    answer = client.call("PATCH", f"/posts/{made['id']}", {"title": "Edited"}, token=superuser.token)
    changed = {**made, "title": "Edited", "updated_at": answer.json()["updated_at"]}
    check(answer, 200, compact(changed))
    check(client.call("DELETE", f"/posts/{made['id']}", token=superuser.token), 204, b"", None)
    check_problem(client.call("GET", f"/posts/{made['id']}", token=author.token), "not-found")


def test_a_post_that_does_not_exist_is_404(client: Client, make_user: People, superuser: Person) -> None:
    for caller in (make_user(), superuser):
        check_problem(client.call("GET", NO_POST, token=caller.token), "not-found")
        check_problem(client.call("PATCH", NO_POST, {"title": "X"}, token=caller.token), "not-found")
        check_problem(client.call("DELETE", NO_POST, token=caller.token), "not-found")


@pytest.mark.parametrize("how", ["deactivated", "deleted"])
def test_a_deactivated_or_deleted_author_may_read_but_not_write_posts(
    client: Client, make_user: People, superuser: Person, how: str
) -> None:
    author = make_user()
    token = author.token
    made = write(client, author)
    if how == "deleted":
        client.call("DELETE", f"/users/{author.id}", token=superuser.token)
    else:
        client.call("PATCH", f"/users/{author.id}", {"is_active": False}, token=superuser.token)
    check_problem(client.call("POST", "/posts", {"title": "T", "body": "b"}, token=token), "invalid-token")
    check_problem(client.call("POST", "/posts", {}, token=token), "invalid-token")
    for path in (f"/posts/{made['id']}", NO_POST):
        check_problem(client.call("PATCH", path, {"title": "X"}, token=token), "invalid-token")
        check_problem(client.call("DELETE", path, token=token), "invalid-token")
    for path in ("/posts?limit=1", f"/posts/export?author_id={author.id}"):
        assert client.call("GET", path, token=token).status == 200, "a plain read trusts the token"
    if how == "deactivated":
        check(client.call("GET", f"/posts/{made['id']}", token=token), 200, compact(made))


def test_deleting_a_user_deletes_their_posts(client: Client, make_user: People) -> None:
    author, reader, mark = make_user(), make_user(), mark_of(make_user)
    made = [write(client, author, tags=[mark]) for _ in range(2)]
    kept = write(client, reader, tags=[mark])
    check(client.call("DELETE", f"/users/{author.id}", token=author.token), 204, b"", None)
    for each in made:
        check_problem(client.call("GET", f"/posts/{each['id']}", token=reader.token), "not-found")
    assert listed(client, reader, "/posts", author_id=author.id)["total"] == 0
    assert listed(client, reader, "/posts", tag=mark)["items"] == [kept]


def test_get_user_has_the_newest_20_posts(client: Client, make_user: People) -> None:
    author = make_user()
    made = [write(client, author, f"Title {number}") for number in range(21)]
    write(client, make_user())
    newest = [{name: each[name] for name in ("id", "title", "created_at")} for each in reversed(made[1:])]
    for path in (f"/users/{author.id}", "/auth/me"):
        answer = client.call("GET", path, token=author.token)
        check(answer, 200, compact(user(answer, author.email, author.name, posts=newest)))
