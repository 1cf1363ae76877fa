"""JSON bodies, sent to login and create_user: content type, syntax, types and size."""

import json

import pytest

from tests.clients.base import Client, Header
from tests.contract.answers import check, check_faults, check_problem
from tests.contract.marks import strict
from tests.contract.operations import NO_USER
from tests.people import People, Person

pytestmark = pytest.mark.every_server

LIMIT = 1024 * 1024
JSON_TYPE: list[Header] = [("Content-Type", "application/json")]


@pytest.mark.strict
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
def test_a_json_operation_refuses_another_content_type(client: Client, content_type: str | None) -> None:
    headers = [] if content_type is None else [("Content-Type", content_type)]
    for body in (b"{}", b"{", b""):
        check_problem(client.request("POST", "/auth/login", headers=headers, body=body), "unsupported-media-type")


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "Application/JSON", "application/json;charset=utf-8", 'application/json; charset="UTF-8"'],
)
def test_a_json_operation_accepts_its_content_type_in_any_spelling(
    client: Client, create_user: People, content_type: str
) -> None:
    person = create_user()
    body = json.dumps({"email": person.email, "password": person.password}).encode()
    answer = client.request("POST", "/auth/login", headers=[("Content-Type", content_type)], body=body)
    assert answer.status == 200


@pytest.mark.parametrize(
    "body",
    [
        b" ",
        b"{",
        b"}",
        b"{'email': 1}",
        b'{"email": 1,}',
        b'{"email": 1} x',
        b'{"email": 1}{"email": 1}',
        b'{"email": +1}',
        b'{"email": .5}',
        b'{"email": "\xff"}',
        b'{"email": "\xc0\xaf"}',
        b"[" * 100_000,
        b'{"a":' * 5000 + b"1" + b"}" * 5000,
        b"/* */ {}",
        b"nul",
        strict(b""),
        strict(b'{"email": NaN}'),
        strict(b'{"email": Infinity}'),
        strict(b'{"email": -Infinity}'),
        strict(b'{"email": 01}'),
        strict(b'{"email": "\xed\xa0\x80"}'),
        strict(b'{"email": "\\ud800"}'),
        strict(b'{"email": "\\udc00\\ud800"}'),
        strict(b'{"\\ud800": 1}'),
        strict(b'{"email": "\n"}'),
        strict(b'{"email": 1, "email": 2}'),
        strict(b'{"a": {"b": 1, "b": 1}}'),
        strict(b'\xef\xbb\xbf{"email": 1}'),
        strict('{"email": 1}'.encode("utf-16")),
        strict('{"email": 1}'.encode("utf-16-le")),
        strict(b"[" * 65 + b"]" * 65),
        strict(b"[[]," + b"[" * 64 + b"]" * 64 + b"]"),
        strict(b'{"a":' * 65 + b"1" + b"}" * 65),
    ],
    ids=lambda body: repr(body)[:30],
)
def test_malformed_json_is_400(client: Client, body: bytes) -> None:
    check_problem(client.request("POST", "/auth/login", headers=JSON_TYPE, body=body), "malformed-json")


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"null",
        b"1",
        b'"x"',
        b"true",
        b" [1] ",
        b"[" * 64 + b"]" * 64,
        b"[" * 63 + b"[],[]" + b"]" * 63,  # as deep as allowed, with a sibling
        b"[" + b"[]," * 100 + b"[]]",  # many brackets, and hardly any depth
    ],
    ids=lambda body: repr(body)[:30],
)
def test_json_that_is_not_an_object_is_422(client: Client, body: bytes) -> None:
    answer = client.request("POST", "/auth/login", headers=JSON_TYPE, body=body)
    check_faults(answer, ("", "object", "Must be an object."))


@pytest.mark.parametrize(
    "value",
    [
        *(b"1", b"1.5", b"true", b"null", b"[]", b"{}", b"[" * 60 + b"]" * 60),
        *map(strict, (b"1e400", b"-1e400", b"9" * 5000)),
    ],
)
def test_a_json_value_that_is_not_a_string_is_422(client: Client, value: bytes) -> None:
    body = b'{"email": %b, "password": "x"}' % value
    answer = client.request("POST", "/auth/login", headers=JSON_TYPE, body=body)
    check_faults(answer, ("/email", "string", "Must be a string."))


@pytest.mark.strict
def test_json_nested_64_deep_is_read_whatever_stands_beside_it(client: Client) -> None:
    body = b'{"email": %b, "password": []}'
    deepest, too_deep = (body % (b"[" * depth + b"]" * depth) for depth in (63, 64))
    answer = client.request("POST", "/auth/login", headers=JSON_TYPE, body=deepest)
    check_faults(answer, *((f"/{name}", "string", "Must be a string.") for name in ("email", "password")))
    check_problem(client.request("POST", "/auth/login", headers=JSON_TYPE, body=too_deep), "malformed-json")


def test_json_may_have_white_space_and_escapes(client: Client, create_user: People) -> None:
    email = f"{create_user.letters(9)}@example.com"
    body = b' \r\n\t{ "email" : "%b","name":"\\u0041\\ud83d\\ude00\\/", "password":"12345678"} \n' % email.encode()
    answer = client.request("POST", "/users", headers=JSON_TYPE, body=body)
    assert answer.status == 201
    assert answer.json()["name"] == "A😀/"


def oversize(surplus: int) -> bytes:
    frame = b'{"email": "", "password": ""}'
    return frame[:11] + b"x" * (LIMIT + surplus - len(frame)) + frame[11:]


@pytest.mark.default_setting("json_limit")
@pytest.mark.parametrize("chunked", [False, True])
def test_a_json_body_of_the_largest_size_is_read_whole(client: Client, *, chunked: bool) -> None:
    body = oversize(0)
    chunks = [body[start : start + 65536] for start in range(0, LIMIT, 65536)] if chunked else None
    answer = client.request("POST", "/auth/login", headers=JSON_TYPE, body=b"" if chunked else body, chunks=chunks)
    check_faults(answer, ("/email", "too_long", "Must be at most 254 characters long."))


@pytest.mark.default_setting("json_limit")
@pytest.mark.parametrize("chunked", [False, True])
def test_a_json_body_one_byte_too_large_is_413(client: Client, *, chunked: bool) -> None:
    body = oversize(1)
    chunks = [body[start : start + 65536] for start in range(0, len(body), 65536)] if chunked else None
    answer = client.request("POST", "/auth/login", headers=JSON_TYPE, body=b"" if chunked else body, chunks=chunks)
    check_problem(answer, "content-too-large")
    check(client.request("GET", "/health/live"), 200, b'{"status":"ok"}')


@pytest.mark.default_setting("json_limit")
def test_a_json_body_is_never_cut_short_and_accepted(client: Client, create_user: People) -> None:
    person = create_user()
    valid = json.dumps({"email": person.email, "password": person.password}).encode()
    chunks = [valid + b" " * (LIMIT - len(valid)), b" "]
    check_problem(client.request("POST", "/auth/login", headers=JSON_TYPE, chunks=chunks), "content-too-large")


def test_get_and_delete_ignore_a_body(client: Client, superuser: Person) -> None:
    answer = client.request("GET", "/health/live", headers=JSON_TYPE, body=b"{")
    check(answer, 200, b'{"status":"ok"}')
    answer = client.request("DELETE", NO_USER, headers=[*superuser.headers, *JSON_TYPE], body=b"{")
    check_problem(answer, "not-found")
