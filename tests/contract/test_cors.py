"""CORS, which a setting turns on: what browsers need before a page of another origin may read an answer."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from tests.clients.base import Client, Header
from tests.clients.response import Response
from tests.contract.actions import create_document
from tests.contract.answers import SERVER_OWNED, check
from tests.contract.failing import execute
from tests.contract.operations import NO_USER
from tests.deployment import Deployment
from tests.people import People

Deploy = Callable[..., Deployment]

PAGE, OTHER = "https://app.example", "https://elsewhere.example"
SETTING = f"{PAGE}, http://localhost:5173"
EXPOSED = (
    "Accept-Ranges, Allow, Content-Disposition, Content-Range, ETag, Location, Retry-After, WWW-Authenticate, "
    "X-Request-ID"
)
METHODS = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT"
REQUEST_HEADERS = "Authorization, Content-Type, If-None-Match, If-Range, Range, X-Request-ID"
PREFLIGHT: list[Header] = [("Access-Control-Request-Method", "GET")]
UNKNOWN = ["/nowhere", "/", "//users", "/users/", "/users/0", "/users/0000000A-0000-7000-8000-000000000000"]
KNOWN = ["/users", NO_USER, "/posts/export", "/teams/x/members", "/openapi.json", "/health/live"]


def compared(response: Response) -> dict[str, list[str]]:
    """The headers of an answer by name, without the server's own and those that differ from request to request."""
    found: dict[str, list[str]] = {}
    for name, value in response.headers:
        if name.lower() not in SERVER_OWNED | {"x-request-id"}:
            found.setdefault(name.lower(), []).append(value)
    return found


Ask = tuple[int, str, str, list[Header], bytes]


def requests(application: Deployment, random: Random) -> list[Ask]:
    """Requests that get an answer of every kind: the expected status, the method, the target, headers and body."""
    person = People(application.client, random)()
    content = f"/documents/{create_document(person)['id']}/content"
    tag = application.client.request("GET", content, headers=person.headers).one("ETag")
    json = ("Content-Type", "application/json")
    return [
        (200, "GET", "/health/live", [], b""),
        (200, "GET", "/metrics", [], b""),
        (200, "HEAD", "/docs", [], b""),
        (200, "GET", "/users", person.headers, b""),
        (200, "GET", "/posts/export", person.headers, b""),
        (206, "GET", content, [*person.headers, ("Range", "bytes=0-1")], b""),
        (304, "GET", content, [*person.headers, ("If-None-Match", tag)], b""),
        (204, "OPTIONS", "/users", [], b""),
        (401, "GET", "/users", [], b""),
        (404, "GET", NO_USER, person.headers, b""),
        (404, "GET", "/nowhere", [], b""),
        (404, "GET", "/users/", [], b""),
        (405, "PUT", "/users", [], b""),
        (413, "POST", "/users", [json], b" " * 2_000_000),
        (415, "POST", "/users", [], b"{}"),
        (422, "POST", "/users", [json], b"{}"),
        (416, "GET", content, [*person.headers, ("Range", "bytes=99-")], b""),
        (422, "GET", "/users?limit=0", person.headers, b""),
        (422, "GET", "/health/live?x=1", [], b""),
    ]


@pytest.mark.strict
@pytest.mark.parametrize("origin", [PAGE, "http://localhost:5173"])
def test_a_page_of_a_listed_origin_may_read_every_answer(deploy: Deploy, random: Random, origin: str) -> None:
    application = deploy(cors_origins=SETTING)
    for status, method, target, headers, body in requests(application, random):
        plain = application.client.request(method, target, headers=headers, body=body)
        answer = application.client.request(method, target, headers=[("Origin", origin), *headers], body=body)
        assert (plain.status, answer.status) == (status, status), target
        assert compared(plain)["vary"] == ["Origin"], target
        assert not {name for name in compared(plain) if name.startswith("access-control-")}, target
        ours = {"access-control-allow-origin": [origin], "access-control-expose-headers": [EXPOSED]}
        assert compared(answer) == compared(plain) | ours | length(answer, plain), target


def length(answer: Response, plain: Response) -> dict[str, list[str]]:
    """The length of an answer that counts answers, which has grown by the one before."""
    return {"content-length": answer.header("content-length")} if plain.body.startswith(b"# HELP") else {}


@pytest.mark.strict
def test_a_page_of_another_origin_may_read_no_answer(deploy: Deploy, random: Random) -> None:
    application = deploy(cors_origins=SETTING)
    for status, method, target, headers, body in requests(application, random):
        plain = application.client.request(method, target, headers=headers, body=body)
        answer = application.client.request(method, target, headers=[("Origin", OTHER), *headers], body=body)
        assert answer.status == status, target
        exposed = {"access-control-expose-headers": [EXPOSED]}
        assert compared(answer) == compared(plain) | exposed | length(answer, plain), target


def test_a_page_of_a_listed_origin_may_read_a_server_error(deploy: Deploy, random: Random) -> None:
    application = deploy(cors_origins=SETTING)
    person = People(application.client, random)()
    headers = [("Origin", PAGE), *person.headers]
    execute(application.database, "ALTER TABLE user_account RENAME TO elsewhere")
    answer = application.client.request("GET", "/users", headers=headers)
    assert (answer.status, answer.one("Content-Type")) == (500, "application/problem+json")
    assert answer.one("Access-Control-Allow-Origin") == PAGE
    exposed = answer.one("Access-Control-Expose-Headers").lower().replace(" ", "")  # some write them in any order
    assert sorted(exposed.split(",")) == EXPOSED.lower().split(", ")
    assert answer.one("Vary").lower() == "origin"


NOT_LISTED = [
    "",
    "https://APP.example",
    "HTTPS://app.example",
    "http://app.example",
    "https://app.example:443",
    "https://app.example/",
    "https://appxexample",
    "https://app.example.evil.example",
    "https://evil.https://app.example",
    "app.example",
    "null",
    "*",
    SETTING,
]


def test_an_origin_is_compared_to_the_letter(deploy: Deploy) -> None:
    client = deploy(cors_origins=SETTING).client
    for origin in NOT_LISTED:
        for method, more in (("GET", []), ("OPTIONS", PREFLIGHT)):
            answer = client.request(method, "/health/live", headers=[("Origin", origin), *more])
            assert answer.header("Access-Control-Allow-Origin") == [], origin


@pytest.mark.strict
def test_several_origins_and_others_get_the_same_answers(deploy: Deploy) -> None:
    client = deploy(cors_origins=SETTING).client
    for headers in [*([("Origin", origin)] for origin in NOT_LISTED), [("Origin", PAGE), ("Origin", PAGE)]]:
        for method, more in (("GET", []), ("OPTIONS", PREFLIGHT)):
            answer = client.request(method, "/health/live", headers=[*headers, *more])
            assert answer.status == (204 if more else 200), headers
            assert answer.header("Access-Control-Allow-Origin") == [], headers
            assert answer.header("Access-Control-Expose-Headers") == ([] if more else [EXPOSED]), headers


@pytest.mark.strict
def test_a_preflight_is_answered_at_every_path(deploy: Deploy) -> None:
    client = deploy(cors_origins=SETTING).client
    allowed = {
        "Access-Control-Allow-Origin": PAGE,
        "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Allow-Headers": REQUEST_HEADERS,
        "Access-Control-Max-Age": "600",
        "Vary": "Origin",
    }
    asked: list[list[Header]] = [
        PREFLIGHT,
        [("Access-Control-Request-Method", "PUT")],
        [("Access-Control-Request-Method", "anything")],
        [*PREFLIGHT, ("Access-Control-Request-Headers", "authorization,content-type")],
        [*PREFLIGHT, ("Access-Control-Request-Headers", "x-unknown")],
        [*PREFLIGHT, ("Access-Control-Request-Private-Network", "true")],
    ]
    for path in [*KNOWN, *UNKNOWN, "/users?x=1"]:
        for headers in asked:
            check(client.request("OPTIONS", path, headers=[("Origin", PAGE), *headers]), 204, b"", None, allowed)


@pytest.mark.strict
def test_a_preflight_of_another_origin_allows_nothing(deploy: Deploy) -> None:
    client = deploy(cors_origins=SETTING).client
    for path in [*KNOWN, *UNKNOWN]:
        answer = client.request("OPTIONS", path, headers=[("Origin", OTHER), *PREFLIGHT])
        check(answer, 204, b"", None, {"Vary": "Origin"})


@pytest.mark.strict
def test_options_without_a_requested_method_is_no_preflight(deploy: Deploy) -> None:
    client = deploy(cors_origins=SETTING).client
    for path in [*KNOWN, *UNKNOWN]:
        plain = client.request("OPTIONS", path)
        answer = client.request("OPTIONS", path, headers=[("Origin", PAGE)])
        ours: dict[str, Any] = {"access-control-allow-origin": [PAGE], "access-control-expose-headers": [EXPOSED]}
        assert answer.status == plain.status == (204 if path in KNOWN else 404)
        assert compared(answer) == compared(plain) | ours
        assert client.request("OPTIONS", path, headers=PREFLIGHT).status == plain.status  # without an Origin


def read_by_page(client: Client, method: str, target: str, headers: list[Header], body: bytes = b"") -> Response:
    """Send a request as a browser does for a page, after a preflight.

    Raises:
        AssertionError: the browser would not send it, or would not show the answer to the page.
    """
    names = [name.lower() for name, _ in headers]
    asked = [("Access-Control-Request-Method", method)]
    if names:
        asked.append(("Access-Control-Request-Headers", ",".join(sorted(names))))
    preflight = client.request("OPTIONS", target, headers=[("Origin", PAGE), *asked])
    assert 200 <= preflight.status < 300
    assert preflight.one("Access-Control-Allow-Origin") == PAGE
    assert method in preflight.one("Access-Control-Allow-Methods").replace(" ", "").split(",")
    allowed = "".join(preflight.header("Access-Control-Allow-Headers")).lower()
    assert set(names) <= set(allowed.replace(" ", "").split(","))
    answer = client.request(method, target, headers=[("Origin", PAGE), *headers], body=body)
    assert answer.one("Access-Control-Allow-Origin") == PAGE
    assert "x-request-id" in answer.one("Access-Control-Expose-Headers").lower()
    return answer


def test_a_browser_lets_a_page_of_a_listed_origin_use_the_contract(deploy: Deploy, random: Random) -> None:
    application = deploy(cors_origins=SETTING)
    person = People(application.client, random)()
    typed = [*person.headers, ("Content-Type", "application/json")]
    mine = f"/users/{person.id}"
    assert read_by_page(application.client, "GET", mine, person.headers).json()["id"] == person.id
    assert read_by_page(application.client, "PATCH", mine, typed, b'{"name":"Other"}').json()["name"] == "Other"
    assert read_by_page(application.client, "PATCH", mine, typed, b'{"name":1}').status == 422
    assert read_by_page(application.client, "GET", mine, []).status == 401
    assert read_by_page(application.client, "DELETE", NO_USER, person.headers).status == 404
    assert read_by_page(application.client, "DELETE", mine, person.headers).status == 204
