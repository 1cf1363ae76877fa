"""The framework routes before anything answers, calls the adapter's handler of errors, and sends its own response."""

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.adapters import ADAPTERS
from tests.clients.asgi import AsgiClient
from tests.clients.base import Client, Header
from tests.clients.response import Response
from tests.clients.wsgi import WsgiClient
from tests.contract.failing import execute
from tests.databases import Database, Databases
from tests.deployment import settings_for
from tests.native.watch import FRAMEWORKS, Trace, Watch, framework
from tests.people import People, Person

# One process, which starts each adapter once.
pytestmark = pytest.mark.xdist_group("native")

JSON: Header = ("Content-Type", "application/json")
FORM: Header = ("Content-Type", "multipart/form-data; boundary=b")
UPLOAD = (
    b'--b\r\nContent-Disposition: form-data; name="name"\r\n\r\nReport\r\n'
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nHello\r\n--b--\r\n'
)
NOBODY = "/users/00000000-0000-7000-8000-000000000000"
TOO_LARGE = b" " * (1024 * 1024 + 1)

# The status, the method, the target, the headers beside a token, and the body.
Case = tuple[int, str, str, list[Header], bytes]
PROBLEMS: list[Case] = [
    (404, "GET", "/nowhere", [], b""),
    (404, "GET", "/users/", [], b""),
    (404, "GET", "//users", [], b""),
    (404, "GET", "/users/0", [], b""),
    (404, "GET", NOBODY.replace("8000-0", "8000-A"), [], b""),
    (404, "GET", "/tags/A_B", [], b""),
    (405, "PUT", "/users", [], b""),
    (413, "POST", "/users", [JSON], TOO_LARGE),
    (422, "GET", "/users?limit=x", [], b""),
    (422, "GET", f"{NOBODY}?limit=1", [], b""),
    (415, "POST", "/users", [], b"{}"),
    (400, "POST", "/users", [JSON], b"{"),
    (422, "POST", "/users", [JSON], b"{}"),
    (415, "POST", "/documents", [], b""),
    (400, "POST", "/documents", [FORM], b"x"),
    (422, "POST", "/documents", [FORM], b"--b--\r\n"),
    (401, "POST", "/auth/login", [JSON], b'{"email": "a@example.com", "password": "12345678"}'),
    (404, "GET", NOBODY, [], b""),
]
ANSWERS: list[Case] = [
    (200, "GET", "/health/live", [], b""),
    (200, "GET", "/docs", [], b""),
    (204, "OPTIONS", "/users", [], b""),
    (200, "GET", "/auth/me", [], b""),
    (200, "HEAD", "/auth/me", [], b""),
    (200, "GET", "/users", [], b""),
    (201, "POST", "/tags", [JSON], b'{"name": "new"}'),
    (201, "POST", "/teams", [JSON], b'{"name": "New"}'),
    (200, "PATCH", "/teams/changed", [JSON], b'{"name": "Other"}'),
    (204, "DELETE", "/teams/deleted", [], b""),
    (200, "GET", "/posts/export", [], b""),
    (201, "POST", "/documents", [FORM], UPLOAD),
]


@dataclass
class Watched:
    """An adapter in process, with a user on it."""

    client: Client
    watch: Watch
    database: Database
    person: Person

    def ask(self, method: str, target: str, headers: list[Header], body: bytes = b"", **options: Any) -> Response:
        """Send one request with a token, and forget what was seen before."""
        headers = [*self.person.headers, *headers]
        self.watch.trace = Trace()
        return self.client.request(method, target, headers=headers, body=body, **options)


def start(name: str, database: Database, analytics: Path, wrap: Callable[[Any], Any]) -> Client:
    (adapter,) = ADAPTERS[name]
    create_app = getattr(importlib.import_module(adapter.package), adapter.factory)
    application = wrap(create_app(settings_for(database.url, analytics=str(analytics))))
    return (AsgiClient if adapter.interface == "asgi" else WsgiClient)(application)


@pytest.fixture(scope="module", params=FRAMEWORKS)
def watched(
    request: pytest.FixtureRequest, databases: Callable[[str], Databases], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Watched]:
    watch = Watch(framework(request.param))
    with (
        databases("sqlite").temporary() as database,
        watch.installed(),
        start(request.param, database, tmp_path_factory.mktemp("analytics"), lambda application: application) as client,
    ):
        made = Watched(client, watch, database, People(client, Random(1))())
        for name in (b"changed", b"deleted"):
            assert made.ask("POST", "/teams", [JSON], b'{"name": "%b"}' % name).status == 201
        yield made


@pytest.mark.parametrize("case", PROBLEMS, ids=lambda case: f"{case[0]} {case[1]} {case[2]}")
def test_the_framework_routes_and_then_calls_the_handler_of_errors(watched: Watched, case: Case) -> None:
    status, method, target, headers, body = case
    assert watched.ask(method, target, headers, body).status == status
    assert watched.watch.trace == Trace(["routed", "answered"], handled=True, sent=True)


def test_a_body_that_turns_out_too_large_goes_through_the_handler_of_errors(watched: Watched) -> None:
    assert watched.ask("POST", "/users", [JSON], chunks=[TOO_LARGE[1:], b" "]).status == 413
    assert watched.watch.trace == Trace(["routed", "answered"], handled=True, sent=True)


def test_a_missing_token_goes_through_the_handler_of_errors(watched: Watched) -> None:
    watched.watch.trace = Trace()
    assert watched.client.request("GET", "/users").status == 401
    assert watched.watch.trace == Trace(["routed", "answered"], handled=True, sent=True)


def test_an_error_that_nobody_expects_goes_through_the_handler_of_errors(watched: Watched) -> None:
    execute(watched.database, "ALTER TABLE tag RENAME TO elsewhere")
    try:
        assert watched.ask("GET", "/tags", []).status == 500
    finally:
        execute(watched.database, "ALTER TABLE elsewhere RENAME TO tag")
    assert watched.watch.trace == Trace(["routed", "answered"], handled=True, sent=True)


@pytest.mark.parametrize("case", ANSWERS, ids=lambda case: f"{case[0]} {case[1]} {case[2]}")
def test_the_framework_routes_and_then_sends_its_own_response(watched: Watched, case: Case) -> None:
    status, method, target, headers, body = case
    assert watched.ask(method, target, headers, body).status == status
    assert watched.watch.trace == Trace(["routed", "answered"], handled=False, sent=True)


def test_the_framework_sends_the_content_of_a_document(watched: Watched) -> None:
    content = f"{watched.ask('POST', '/documents', [FORM], UPLOAD).header('location')[0]}/content"
    for headers, status in (([], 200), ([("Range", "bytes=0-1")], 206), ([("If-None-Match", "*")], 304)):
        assert watched.ask("GET", content, headers).status == status
        assert watched.watch.trace == Trace(["routed", "answered"], handled=False, sent=True)
    assert watched.ask("GET", content, [("Range", "bytes=99-")]).status == 416
    assert watched.watch.trace == Trace(["routed", "answered"], handled=True, sent=True)


def early_asgi(application: Any) -> Any:
    """A wrapper that answers without asking the router."""

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": 404, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    return answer


def early_wsgi(_application: Any) -> Any:
    def answer(environ: Any, start_response: Any) -> Any:
        start_response("404 Not Found", [])
        return [b""]

    return answer


@pytest.mark.parametrize("interface", ["asgi", "wsgi"])
def test_a_wrapper_that_answers_before_the_router_is_noticed(
    databases: Callable[[str], Databases], interface: str, tmp_path: Path
) -> None:
    name = next(name for name in FRAMEWORKS if ADAPTERS[name][0].interface == interface)
    watch = Watch(framework(name))
    with (
        databases("sqlite").temporary() as database,
        watch.installed(),
        start(name, database, tmp_path, early_asgi if interface == "asgi" else early_wsgi) as client,
    ):
        assert client.request("GET", "/nowhere").status == 404
    assert watch.trace == Trace(["answered"])
