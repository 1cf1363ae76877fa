"""HTTP on the paths of posts and tags: paths, methods, tokens, and the order of errors."""

import pytest

from tests.clients.base import Client, Header
from tests.contract.actions import create_post, create_tag, unique_word
from tests.contract.answers import NDJSON, check, check_faults, check_problem, compact
from tests.contract.operations import NO_POST, NO_TAG, allowed, protected
from tests.people import People, Person

pytestmark = pytest.mark.resource("tags")

JSON_TYPE: list[Header] = [("Content-Type", "application/json")]
ALLOW = allowed("posts", "tags")
PROTECTED = protected("posts", "tags")


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE", "OPTIONS"])
def test_a_path_that_no_post_or_tag_has_is_404(client: Client, method: str) -> None:
    for path in ("/post", "/Posts", "/posts/export/1", f"{NO_POST}/tags", "/tag", "/Tags", "/tags/a/posts"):
        check_problem(client.request(method, path), "not-found")


@pytest.mark.strict
@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE", "OPTIONS"])
def test_a_path_close_to_a_post_or_tag_path_is_404(client: Client, method: str) -> None:
    post = NO_POST.removeprefix("/posts/")
    for path in (
        "/posts/",
        "//posts",
        "/posts//",
        "/posts/exports",
        "/posts/Export",
        "/posts/export/",
        "/posts//export",
        "/posts/export.ndjson",
        "/posts/0",
        "/posts/me",
        f"/posts/{post}/",
        f"/posts/{post.replace('-', '')}",
        f"/posts/{{{post}}}",
        f"/posts/{post.replace('7', 'A')}",
        f"/posts/{post.replace('7', 'g')}",
        f"/posts/{post}0",
        f"/posts/{post}%0A",
        f"/posts/urn:uuid:{post}",
        "/tags/",
        "//tags",
        "/tags//a",
        "/tags/a/",
        "/tags/A",
        "/tags/a_b",
        "/tags/a.b",
        "/tags/a~",
        "/tags/a%20b",
        "/tags/a%0A",
        "/tags/a%00",
        "/tags/%C3%A9",
        "/tags/%D9%A3",
        "/tags/a+b",
        f"/tags/{'a' * 101}",
    ):
        check_problem(client.request(method, path), "not-found")


def test_a_tag_path_may_have_the_longest_slug_and_any_hyphens(client: Client, superuser: Person) -> None:
    for slug in ("a" * 100, "0", "-", "--a-", "export"):
        check_problem(client.request("GET", f"/tags/{slug}"), "unauthenticated")
    check_problem(client.call("GET", f"/tags/{'a' * 100}", token=superuser.token), "not-found")


@pytest.mark.strict
def test_post_and_tag_paths_may_escape_unreserved_characters(client: Client, create_user: People) -> None:
    person, mark = create_user(), unique_word(create_user)
    post = create_post(person, tags=[mark])
    tag = client.call("GET", f"/tags/{mark}", token=person.token).body
    escaped = "".join(f"%{ord(character):02X}" for character in mark)
    check(client.call("GET", f"/%74ags/{escaped.lower()}", token=person.token), 200, tag)
    identity = "".join(f"%{ord(character):02X}" for character in post["id"])
    check(client.call("GET", f"/posts/{identity}", token=person.token), 200, compact(post))
    target = f"/posts/%65xpor%74?author_id={person.id}"
    check(client.call("GET", target, token=person.token), 200, compact(post) + b"\n", NDJSON, streamed=True)


@pytest.mark.strict
@pytest.mark.parametrize("path", ALLOW)
def test_post_and_tag_paths_answer_only_their_own_methods(client: Client, path: str) -> None:
    for method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"} - set(ALLOW[path].split(", ")):
        check_problem(client.request(method, path), "method-not-allowed", {"Allow": ALLOW[path]})
    check(client.request("OPTIONS", path), 204, b"", None, {"Allow": ALLOW[path]})
    check(client.request("OPTIONS", f"{path}?x=1", body=b"{"), 204, b"", None, {"Allow": ALLOW[path]})


@pytest.mark.strict
def test_head_on_posts_and_tags_returns_the_headers_of_get_without_a_body(client: Client, create_user: People) -> None:
    person, mark = create_user(), unique_word(create_user)
    post = create_post(person, tags=[mark])
    found = [f"/posts/{post['id']}", f"/posts?author_id={person.id}", f"/tags/{mark}", f"/tags?search={mark}"]
    for path in (*found, NO_POST, NO_TAG, "/posts?x=1"):
        for headers in (person.headers, []):
            get = client.request("GET", path, headers=headers)
            head = client.request("HEAD", path, headers=headers)
            extra = {"WWW-Authenticate": "Bearer"} if get.status == 401 else {}
            check(head, get.status, b"", get.one("content-type"), extra, head_of=get.body)
            assert get.status == (401 if not headers else 200 if path in found else 422 if "x=1" in path else 404)
    get, head = (client.request(method, "/posts/export") for method in ("GET", "HEAD"))
    check(head, 401, b"", "application/problem+json", {"WWW-Authenticate": "Bearer"}, head_of=get.body)


@pytest.mark.parametrize(("method", "path"), PROTECTED)
def test_post_and_tag_operations_refuse_a_missing_or_bad_token_before_the_query(
    client: Client, method: str, path: str
) -> None:
    check_problem(client.request(method, path), "unauthenticated")
    basic = [("Authorization", "Basic YTpi")]
    check_problem(client.request(method, f"{path}?x=1", headers=basic, body=b"{"), "unauthenticated")
    bad = [("Authorization", "Bearer a.b.c")]
    check_problem(client.request(method, f"{path}?x=1", headers=bad, body=b"{"), "invalid-token")


@pytest.mark.strict
@pytest.mark.parametrize(("method", "path"), PROTECTED)
def test_post_and_tag_operations_refuse_an_unknown_parameter(
    client: Client, superuser: Person, method: str, path: str
) -> None:
    answer = client.request(method, f"{path}?colour=red", headers=superuser.headers, body=b"{")
    check_faults(answer, ("?colour", "unknown", "Is not known here."))
    if method != "GET":
        answer = client.request(method, f"{path}?limit=1", headers=superuser.headers)
        check_faults(answer, ("?limit", "unknown", "Is not known here."))


@pytest.mark.strict
@pytest.mark.default_setting("json_limit")
@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/posts"), ("PATCH", NO_POST), ("POST", "/tags"), ("PATCH", NO_TAG)]
)
def test_posts_and_tags_check_declared_length_then_token_then_query_then_type_then_length_then_json(
    client: Client, superuser: Person, method: str, path: str
) -> None:
    large, many = b"x" * (1024 * 1024 + 1), [b"{" * 65536] * 17
    known = superuser.headers
    check_problem(client.request(method, f"{path}?x=1", body=large), "content-too-large")
    check_problem(client.request(method, f"{path}?x=1", chunks=many), "unauthenticated")
    fault = ("?x", "unknown", "Is not known here.")
    check_faults(client.request(method, f"{path}?x=1", headers=known, chunks=many), fault)
    check_problem(client.request(method, path, headers=known, chunks=many), "unsupported-media-type")
    check_problem(client.request(method, path, headers=[*known, *JSON_TYPE], chunks=many), "content-too-large")
    check_problem(client.request(method, path, headers=[*known, *JSON_TYPE], body=b"{"), "malformed-json")
    answer = client.request(method, path, headers=[*known, *JSON_TYPE], body=b"[]")
    check_faults(answer, ("", "object", "Must be an object."))


def test_posts_and_tags_check_body_then_resource_then_permission_then_conflict(
    client: Client, create_user: People, superuser: Person
) -> None:
    person, mark = create_user(), unique_word(create_user)
    post = create_post(superuser)
    created, taken = (create_tag(superuser, f"{mark} {name}") for name in ("created", "taken"))
    blank, title = ("/name", "string", "Must be a string."), ("/title", "string", "Must be a string.")
    for path in (NO_POST, f"/posts/{post['id']}"):
        check_faults(client.call("PATCH", path, {"title": 1}, token=person.token), title)
    for path in (NO_TAG, f"/tags/{created['slug']}"):
        check_faults(client.call("PATCH", path, {"name": 1}, token=person.token), blank)
    document = {"name": taken["name"]}
    check_problem(client.call("PATCH", NO_TAG, document, token=person.token), "not-found")
    check_problem(client.call("PATCH", f"/tags/{created['slug']}", document, token=person.token), "forbidden")
    check_problem(client.call("PATCH", f"/tags/{created['slug']}", document, token=superuser.token), "tag-taken")
    check_problem(client.call("PATCH", NO_POST, {"title": "x"}, token=person.token), "not-found")
    check_problem(client.call("PATCH", f"/posts/{post['id']}", {"title": "x"}, token=person.token), "forbidden")
