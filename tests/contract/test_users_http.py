"""HTTP on the paths of users, auth, health, metrics and documentation: paths, methods, headers, order of errors."""

import pytest

from tests.clients.base import Client, Header
from tests.contract.answers import check, check_faults, check_problem
from tests.contract.marks import strict
from tests.contract.operations import NO_USER, OPERATIONS, allowed
from tests.people import People, Person

LIMIT = 1024 * 1024
JSON_TYPE: list[Header] = [("Content-Type", "application/json")]
ALLOW = allowed("auth", "users", "health", "metrics", "openapi.json", "docs")
EVERY_PATH = allowed(*(operation.resource for operation in OPERATIONS))

# Paths


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/nowhere",
        "/user",
        "/Users",
        "/auth",
        "/auth/",
        "/health",
        "/users/00000000-0000-7000-8000-000000000000/posts",
        "/users%00",
        "/users%20",
        "/users;x=1",
        "/favicon.ico",
        "/docs/oauth2-redirect",
        "/redoc",
        "/schema",
        *map(
            strict,
            (
                "/users/",
                "//users",
                "/users//",
                "/auth/login/",
                "/auth//login",
                "/docs/",
                "/openapi.json/",
                "/users/me",
                "/users/0",
                "/users/00000000000070008000000000000000",
                "/users/{00000000-0000-7000-8000-000000000000}",
                "/users/0000000A-0000-7000-8000-000000000000",
                "/users/00000000-0000-7000-8000-00000000000g",
                "/users/00000000-0000-7000-8000-000000000000/",
                "/users/urn:uuid:00000000-0000-7000-8000-000000000000",
                "/users/%D9%A0",
            ),
        ),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS", "PATCH"])
def test_an_unknown_path_is_404(client: Client, method: str, path: str) -> None:
    check_problem(client.request(method, path), "not-found")


@pytest.mark.strict
@pytest.mark.parametrize("path", ["/%75sers", "/us%65rs", "/%75%73%65%72%73"])
def test_a_path_may_escape_unreserved_characters(client: Client, superuser: Person, path: str) -> None:
    assert client.request("GET", path, headers=superuser.headers).status == 200


@pytest.mark.strict
def test_a_user_id_may_be_escaped(client: Client, create_user: People) -> None:
    person = create_user()
    escaped = "".join(f"%{ord(character):02X}" for character in person.id)
    for path in (f"/users/{escaped}", f"/users/{escaped.lower()}"):
        assert client.request("GET", path, headers=person.headers).json()["id"] == person.id


# Methods


@pytest.mark.parametrize("path", [strict(path) if path == "/posts/export" else path for path in EVERY_PATH])
def test_another_method_is_405(client: Client, path: str) -> None:
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - set(EVERY_PATH[path].split(", ")):
        answer = client.request(method, path)
        check_problem(answer, "method-not-allowed", {"Allow": answer.one("Allow")})
        assert method not in answer.one("Allow").split(", ")


@pytest.mark.strict
@pytest.mark.parametrize("path", ALLOW)
def test_another_method_is_405_with_allow(client: Client, path: str) -> None:
    for method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"} - set(ALLOW[path].split(", ")):
        answer = client.request(method, path)
        if method == "HEAD":
            assert (answer.status, answer.body, answer.header("allow")) == (405, b"", [ALLOW[path]])
        else:
            check_problem(answer, "method-not-allowed", {"Allow": ALLOW[path]})


@pytest.mark.strict
@pytest.mark.parametrize("path", ALLOW)
def test_options_is_204_with_allow(client: Client, path: str) -> None:
    check(client.request("OPTIONS", path), 204, b"", None, {"Allow": ALLOW[path]})


@pytest.mark.strict
@pytest.mark.parametrize("path", [path for path, allow in ALLOW.items() if "HEAD" in allow and path != "/metrics"])
def test_head_returns_the_headers_of_get_without_a_body(client: Client, superuser: Person, path: str) -> None:
    for headers in (superuser.headers, []):
        get = client.request("GET", path, headers=headers)
        head = client.request("HEAD", path, headers=headers)
        extra = {"WWW-Authenticate": get.one("WWW-Authenticate")} if get.status == 401 else {}
        check(head, get.status, b"", get.one("content-type"), extra, head_of=get.body)


# Headers


def test_a_request_id_is_echoed(client: Client) -> None:
    for value in ("a", "0123-abc/~!", "x" * 128):
        for path in ("/health/live", "/nowhere", "/users"):
            assert client.request("GET", path, headers=[("X-Request-ID", value)]).one("X-Request-ID") == value


def test_a_malformed_request_id_is_replaced(client: Client) -> None:
    for value in ("", "x" * 129, "a b", "é", "a\tb"):
        returned = client.request("GET", "/health/live", headers=[("X-Request-ID", value)]).one("X-Request-ID")
        assert returned != value
        assert len(returned) == 36


def test_every_request_gets_its_own_request_id(client: Client) -> None:
    assert len({client.request("GET", "/health/live").one("X-Request-ID") for _ in range(5)}) == 5


def test_the_location_of_a_new_user_can_be_requested(client: Client, create_user: People) -> None:
    document = {"email": f"{create_user.letters(9)}@example.com", "name": "Located", "password": "12345678"}
    location = client.call("POST", "/users", document).one("Location")
    token = create_user().token
    assert client.call("GET", location, token=token).json()["name"] == "Located"


@pytest.mark.another_host
@pytest.mark.parametrize(
    "host",
    [
        "elsewhere.example",
        "LOCALHOST:1",
        "[::1]:80",
        "xn--a",
        strict("a..b"),
        strict("x" * 64),
    ],
)
def test_every_host_header_gets_the_same_answer(client: Client, superuser: Person, host: str) -> None:
    headers = [*superuser.headers, ("Host", host)]
    for path, status in (("/health/live", 200), ("/nowhere", 404), ("/auth/me", 200)):
        assert client.request("GET", path, headers=headers).status == status


# Order: each request has all later errors too


@pytest.mark.strict
@pytest.mark.default_setting("json_limit")
def test_the_path_is_checked_before_the_method_and_the_method_before_the_length(client: Client) -> None:
    body = b"x" * (LIMIT + 1)
    check_problem(client.request("PUT", "/nowhere?x=1", body=body), "not-found")
    check_problem(client.request("PUT", "/users?x=1", body=body), "method-not-allowed", {"Allow": ALLOW["/users"]})
    check(client.request("OPTIONS", "/users?x=1", body=body), 204, b"", None, {"Allow": ALLOW["/users"]})


@pytest.mark.strict
@pytest.mark.default_setting("json_limit")
def test_a_declared_length_is_checked_before_the_token(client: Client) -> None:
    body = b"x" * (LIMIT + 1)
    for method, path in (("PATCH", f"{NO_USER}?x=1"), ("GET", "/users?x=1"), ("GET", "/health/live?x=1")):
        check_problem(client.request(method, path, body=body), "content-too-large")


@pytest.mark.strict
@pytest.mark.default_setting("json_limit")
def test_the_order_is_token_then_query_then_type_then_length_then_json(client: Client, superuser: Person) -> None:
    many = [b"{" * 65536] * 17
    path, known = NO_USER, superuser.headers
    for headers in ([], JSON_TYPE):
        check_problem(client.request("PATCH", f"{path}?x=1", headers=headers, chunks=many), "unauthenticated")
        check_problem(client.request("PATCH", f"{path}?x=1", headers=headers, body=b"{"), "unauthenticated")
    unknown = ("?x", "unknown", "Is not known here.")
    for headers in (known, [*known, *JSON_TYPE]):
        check_faults(client.request("PATCH", f"{path}?x=1", headers=headers, chunks=many), unknown)
        check_faults(client.request("PATCH", f"{path}?x=1", headers=headers, body=b"{"), unknown)
        check_faults(client.request("PATCH", f"{path}?x=1", headers=headers, body=b'{"name": 1}'), unknown)
    check_problem(client.request("PATCH", path, headers=known, chunks=many), "unsupported-media-type")
    check_problem(client.request("PATCH", path, headers=[*known, *JSON_TYPE], chunks=many), "content-too-large")
    check_problem(client.request("PATCH", path, headers=[*known, *JSON_TYPE], body=b"{"), "malformed-json")


def test_the_order_is_body_then_resource_then_permission_then_conflict(
    client: Client, create_user: People, superuser: Person
) -> None:
    person, other = create_user(), create_user()
    fault = ("/name", "string", "Must be a string.")
    check_faults(client.call("PATCH", NO_USER, {"name": 1}, token=person.token), fault)
    taken = {"email": superuser.email}
    check_problem(client.call("PATCH", NO_USER, taken, token=person.token), "not-found")
    check_problem(client.call("PATCH", f"/users/{other.id}", taken, token=person.token), "forbidden")
    check_problem(client.call("PATCH", f"/users/{person.id}", taken, token=person.token), "email-taken")


@pytest.mark.default_setting("login_rate")
def test_the_body_is_checked_before_the_login_rate(client: Client, create_user: People) -> None:
    person = create_user()
    assert person.token  # logs in first: no login succeeds afterwards
    for _ in range(10):
        client.call("POST", "/auth/login", {"email": person.email, "password": "wrong"})
    assert client.call("POST", "/auth/login", {"email": person.email, "password": "wrong"}).status == 429
    answer = client.call("POST", "/auth/login", {"email": person.email, "password": 1})
    check_faults(answer, ("/password", "string", "Must be a string."))
