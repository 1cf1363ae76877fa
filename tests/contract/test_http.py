"""HTTP: targets, methods, headers and bodies, and which fault is told first."""

import json

import pytest

from tests.clients.base import Client, Header
from tests.contract.answers import NOWHERE, check, check_faults, check_problem
from tests.people import People, Person

LIMIT = 1024 * 1024
JSON_TYPE: list[Header] = [("Content-Type", "application/json")]
ALLOW = {
    "/auth/login": "OPTIONS, POST",
    "/auth/me": "GET, HEAD, OPTIONS",
    "/users": "GET, HEAD, OPTIONS, POST",
    NOWHERE: "DELETE, GET, HEAD, OPTIONS, PATCH",
    "/health/live": "GET, HEAD, OPTIONS",
    "/health/ready": "GET, HEAD, OPTIONS",
    "/metrics": "GET, HEAD, OPTIONS",
    "/openapi.json": "GET, HEAD, OPTIONS",
    "/docs": "GET, HEAD, OPTIONS",
}

# Paths


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/nowhere",
        "/user",
        "/Users",
        "/users/",
        "//users",
        "/users//",
        "/auth",
        "/auth/",
        "/auth/login/",
        "/auth//login",
        "/health",
        "/docs/",
        "/openapi.json/",
        "/users/me",
        "/users/0",
        "/users/00000000000070008000000000000000",
        "/users/{00000000-0000-7000-8000-000000000000}",
        "/users/0000000A-0000-7000-8000-000000000000",
        "/users/00000000-0000-7000-8000-00000000000g",
        "/users/00000000-0000-7000-8000-000000000000/",
        "/users/00000000-0000-7000-8000-000000000000/posts",
        "/users/urn:uuid:00000000-0000-7000-8000-000000000000",
        "/users/%D9%A0",
        "/users%00",
        "/users%20",
        "/users;x=1",
        "/favicon.ico",
        "/docs/oauth2-redirect",
        "/redoc",
        "/schema",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS", "PATCH"])
def test_nothing_there(client: Client, method: str, path: str) -> None:
    check_problem(client.request(method, path), "not-found")


@pytest.mark.parametrize("path", ["/%75sers", "/us%65rs", "/%75%73%65%72%73"])
def test_escaped_unreserved_characters_are_themselves(client: Client, superuser: Person, path: str) -> None:
    assert client.request("GET", path, headers=superuser.headers).status == 200


def test_an_escaped_id_is_itself(client: Client, make_user: People) -> None:
    person = make_user()
    escaped = "".join(f"%{ord(character):02X}" for character in person.id)
    for path in (f"/users/{escaped}", f"/users/{escaped.lower()}"):
        assert client.request("GET", path, headers=person.headers).json()["id"] == person.id


# Methods


@pytest.mark.parametrize("path", ALLOW)
def test_other_methods_are_not_allowed(client: Client, path: str) -> None:
    for method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"} - set(ALLOW[path].split(", ")):
        answer = client.request(method, path)
        if method == "HEAD":
            assert (answer.status, answer.body, answer.header("allow")) == (405, b"", [ALLOW[path]])
        else:
            check_problem(answer, "method-not-allowed", {"Allow": ALLOW[path]})


@pytest.mark.parametrize("path", ALLOW)
def test_options(client: Client, path: str) -> None:
    check(client.request("OPTIONS", path), 204, b"", None, {"Allow": ALLOW[path]})


@pytest.mark.parametrize("path", [path for path, allow in ALLOW.items() if "HEAD" in allow and path != "/metrics"])
def test_head_is_get_without_its_body(client: Client, superuser: Person, path: str) -> None:
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


def test_any_other_request_id_is_replaced(client: Client) -> None:
    for value in ("", "x" * 129, "a b", "é", "a\tb"):
        told = client.request("GET", "/health/live", headers=[("X-Request-ID", value)]).one("X-Request-ID")
        assert told != value
        assert len(told) == 36


def test_every_request_has_an_id_of_its_own(client: Client) -> None:
    assert len({client.request("GET", "/health/live").one("X-Request-ID") for _ in range(5)}) == 5


def test_location_is_a_path_that_answers(client: Client, make_user: People) -> None:
    document = {"email": f"{make_user.letters(9)}@example.com", "name": "Located", "password": "12345678"}
    location = client.call("POST", "/users", document).one("Location")
    token = make_user().token
    assert client.call("GET", location, token=token).json()["name"] == "Located"


# Bodies: the login is open, so that nothing comes before them


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "",
        "text/plain",
        "text/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=latin-1",
        "application/json; charset=utf-16",
        "application/json; charset=utf-8; charset=utf-8",
        "application/json; version=1",
        "application/json, application/json",
        "application/merge-patch+json",
        "application/jsonx",
        "application/",
    ],
)
def test_another_content_type(client: Client, content_type: str | None) -> None:
    headers = [] if content_type is None else [("Content-Type", content_type)]
    for body in (b"{}", b"{", b""):
        check_problem(client.request("POST", "/auth/login", headers=headers, body=body), "unsupported-media-type")


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "Application/JSON", "application/json;charset=utf-8", 'application/json; charset="UTF-8"'],
)
def test_the_content_type(client: Client, make_user: People, content_type: str) -> None:
    person = make_user()
    body = json.dumps({"email": person.email, "password": person.password}).encode()
    answer = client.request("POST", "/auth/login", headers=[("Content-Type", content_type)], body=body)
    assert answer.status == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"{",
        b"}",
        b"{'email': 1}",
        b'{"email": 1,}',
        b'{"email": 1} x',
        b'{"email": 1}{"email": 1}',
        b'{"email": NaN}',
        b'{"email": Infinity}',
        b'{"email": -Infinity}',
        b'{"email": 01}',
        b'{"email": +1}',
        b'{"email": .5}',
        b'{"email": "\xff"}',
        b'{"email": "\xc0\xaf"}',
        b'{"email": "\xed\xa0\x80"}',
        b'{"email": "\\ud800"}',
        b'{"email": "\\udc00\\ud800"}',
        b'{"\\ud800": 1}',
        b'{"email": "\n"}',
        b'{"email": 1, "email": 2}',
        b'{"a": {"b": 1, "b": 1}}',
        b'\xef\xbb\xbf{"email": 1}',
        '{"email": 1}'.encode("utf-16"),
        '{"email": 1}'.encode("utf-16-le"),
        b"[" * 100_000,
        b"[" * 65 + b"]" * 65,
        b'{"a":' * 65 + b"1" + b"}" * 65,
        b"/* */ {}",
        b"nul",
    ],
    ids=lambda body: repr(body)[:30],
)
def test_malformed_json(client: Client, body: bytes) -> None:
    check_problem(client.request("POST", "/auth/login", headers=JSON_TYPE, body=body), "malformed-json")


@pytest.mark.parametrize("body", [b"[]", b"null", b"1", b'"x"', b"true", b"[" * 64 + b"]" * 64, b" [1] "])
def test_json_that_is_no_object(client: Client, body: bytes) -> None:
    answer = client.request("POST", "/auth/login", headers=JSON_TYPE, body=body)
    check_faults(answer, ("", "object", "Must be an object."))


@pytest.mark.parametrize(
    "value", [b"1", b"1.5", b"1e400", b"-1e400", b"9" * 5000, b"true", b"null", b"[]", b"{}", b"[" * 60 + b"]" * 60]
)
def test_any_other_value_is_no_string(client: Client, value: bytes) -> None:
    body = b'{"email": %b, "password": "x"}' % value
    answer = client.request("POST", "/auth/login", headers=JSON_TYPE, body=body)
    check_faults(answer, ("/email", "string", "Must be a string."))


def test_white_space_and_escapes_are_json(client: Client, make_user: People) -> None:
    email = f"{make_user.letters(9)}@example.com"
    body = b' \r\n\t{ "email" : "%b","name":"\\u0041\\ud83d\\ude00\\/", "password":"12345678"} \n' % email.encode()
    answer = client.request("POST", "/users", headers=JSON_TYPE, body=body)
    assert answer.status == 201
    assert answer.json()["name"] == "A😀/"


def oversize(surplus: int) -> bytes:
    frame = b'{"email": "", "password": ""}'
    return frame[:11] + b"x" * (LIMIT + surplus - len(frame)) + frame[11:]


@pytest.mark.parametrize("chunked", [False, True])
def test_the_largest_body_is_read_whole(client: Client, *, chunked: bool) -> None:
    body = oversize(0)
    chunks = [body[start : start + 65536] for start in range(0, LIMIT, 65536)] if chunked else None
    answer = client.request("POST", "/auth/login", headers=JSON_TYPE, body=b"" if chunked else body, chunks=chunks)
    check_faults(answer, ("/email", "too_long", "Must be at most 254 characters long."))


@pytest.mark.parametrize("chunked", [False, True])
def test_a_larger_one_is_refused(client: Client, *, chunked: bool) -> None:
    body = oversize(1)
    chunks = [body[start : start + 65536] for start in range(0, len(body), 65536)] if chunked else None
    answer = client.request("POST", "/auth/login", headers=JSON_TYPE, body=b"" if chunked else body, chunks=chunks)
    check_problem(answer, "content-too-large")
    check(client.request("GET", "/health/live"), 200, b'{"status":"ok"}')


def test_a_valid_object_followed_by_too_much_is_not_cut_short_and_accepted(client: Client, make_user: People) -> None:
    person = make_user()
    valid = json.dumps({"email": person.email, "password": person.password}).encode()
    chunks = [valid + b" " * (LIMIT - len(valid)), b" "]
    check_problem(client.request("POST", "/auth/login", headers=JSON_TYPE, chunks=chunks), "content-too-large")


def test_a_body_nobody_asked_for_is_ignored(client: Client, superuser: Person) -> None:
    answer = client.request("GET", "/health/live", headers=JSON_TYPE, body=b"{")
    check(answer, 200, b'{"status":"ok"}')
    answer = client.request("DELETE", NOWHERE, headers=[*superuser.headers, *JSON_TYPE], body=b"{")
    check_problem(answer, "not-found")


# Order: each request has every later fault too


def test_path_before_method_before_length(client: Client) -> None:
    body = b"x" * (LIMIT + 1)
    check_problem(client.request("PUT", "/nowhere?x=1", body=body), "not-found")
    check_problem(client.request("PUT", "/users?x=1", body=body), "method-not-allowed", {"Allow": ALLOW["/users"]})
    check(client.request("OPTIONS", "/users?x=1", body=body), 204, b"", None, {"Allow": ALLOW["/users"]})


def test_declared_length_before_token(client: Client) -> None:
    body = b"x" * (LIMIT + 1)
    for method, path in (("PATCH", f"{NOWHERE}?x=1"), ("GET", "/users?x=1"), ("GET", "/health/live?x=1")):
        check_problem(client.request(method, path, body=body), "content-too-large")


def test_token_before_query_before_type_before_length_before_json(client: Client, superuser: Person) -> None:
    many = [b"{" * 65536] * 17
    path, known = NOWHERE, superuser.headers
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


def test_body_before_resource_before_permission_before_conflict(
    client: Client, make_user: People, superuser: Person
) -> None:
    person, other = make_user(), make_user()
    fault = ("/name", "string", "Must be a string.")
    check_faults(client.call("PATCH", NOWHERE, {"name": 1}, token=person.token), fault)
    taken = {"email": superuser.email}
    check_problem(client.call("PATCH", NOWHERE, taken, token=person.token), "not-found")
    check_problem(client.call("PATCH", f"/users/{other.id}", taken, token=person.token), "forbidden")
    check_problem(client.call("PATCH", f"/users/{person.id}", taken, token=person.token), "email-taken")


def test_body_before_rate(client: Client, make_user: People) -> None:
    person = make_user()
    for _ in range(10):
        client.call("POST", "/auth/login", {"email": person.email, "password": "wrong"})
    answer = client.call("POST", "/auth/login", {"email": person.email, "password": 1})
    check_faults(answer, ("/password", "string", "Must be a string."))
