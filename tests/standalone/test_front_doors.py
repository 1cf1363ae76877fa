"""What the contract's clients never do to the two front doors, and other servers do."""

import asyncio
import io
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any
from wsgiref.types import WSGIEnvironment
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import pytest

from core.settings import Settings
from standalone import create_app, create_wsgi_app
from standalone.asgi import AsgiApplication
from tests.clients.asgi import AsgiClient, Message
from tests.clients.response import Response
from tests.clients.wsgi import answer
from tests.databases import Database
from tests.deployment import settings_for

LIMIT = 1000
USER = json.dumps({"email": "ada@example.com", "name": "Ada", "password": "correct horse"}).encode()


@pytest.fixture
def settings(own_database: Database) -> Settings:
    return settings_for(own_database.url, json_limit=LIMIT)


@pytest.fixture
def wsgi(settings: Settings) -> Callable[..., Response]:
    """Ask the WSGI application as the standard library's own server would, and have it watched by the validator."""
    application = validator(create_wsgi_app(settings))

    def ask(method: str, path: str, body: io.IOBase | None = None, **more: Any) -> Response:
        environ: WSGIEnvironment = {"REQUEST_METHOD": method, "PATH_INFO": path, "CONTENT_TYPE": "application/json"}
        environ |= {"SCRIPT_NAME": "", "QUERY_STRING": "", "wsgi.input": body or io.BytesIO(), **more}
        setup_testing_defaults(environ)
        return answer(application, environ)

    return ask


@pytest.fixture
def asgi(settings: Settings) -> Iterator[AsgiClient]:
    with closing(AsgiClient(create_app(settings))) as client:
        yield client


def ask_asgi(client: AsgiClient, incoming: list[Message], **more: Any) -> list[Message]:
    """Ask the ASGI application with these messages; what it sends."""
    sent: list[Message] = []

    async def receive() -> Message:
        return incoming.pop(0)

    async def send(message: Message) -> None:
        await asyncio.sleep(0)
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/users",
        "query_string": b"",
        "headers": [(b"content-type", b"application/json")],
        **more,
    }
    client.run(client.application(scope, receive, send))
    return sent


class Endless(io.RawIOBase):
    """A client that never stops sending."""

    taken = 0

    def read(self, size: int = -1, /) -> bytes:
        assert size > 0
        self.taken += min(size, 100)
        return b" " * min(size, 100)


def test_wsgi_by_the_letter(wsgi: Callable[..., Response]) -> None:
    made = wsgi("POST", "/users", io.BytesIO(USER + b"of the next request"), CONTENT_LENGTH=str(len(USER)))
    assert made.status == 201
    assert wsgi("OPTIONS", "/users").status == 204
    assert wsgi("HEAD", "/health/live").body == b""
    assert wsgi("GET", "/docs").status == 200
    assert wsgi("GET", "/users/\xff").status == 404


def test_under_a_mount_paths_are_relative_and_locations_are_not(
    wsgi: Callable[..., Response], asgi: AsgiClient
) -> None:
    mounted = wsgi("POST", "/users", io.BytesIO(USER), CONTENT_LENGTH=str(len(USER)), SCRIPT_NAME="/caf\xc3\xa9")
    assert mounted.one("location") == f"/caf%C3%A9/users/{mounted.json()['id']}"
    body = {"type": "http.request", "body": USER.replace(b"ada@", b"eve@")}
    start, _ = ask_asgi(asgi, [body], root_path="/café", path="/café/users")
    assert start["status"] == 201
    assert dict(start["headers"])[b"location"].startswith(b"/caf%C3%A9/users/")


def test_a_stream_without_an_end_is_not_waited_for(wsgi: Callable[..., Response]) -> None:
    endless = Endless()
    assert wsgi("POST", "/users", endless).status == 400
    assert endless.taken == 0


def test_no_more_is_read_than_it_takes_to_refuse_it(wsgi: Callable[..., Response], asgi: AsgiClient) -> None:
    endless = Endless()
    assert wsgi("POST", "/users", endless, **{"wsgi.input_terminated": True}).status == 413
    assert endless.taken == LIMIT + 1
    incoming: list[Message] = [{"type": "http.request", "body": b" " * 100, "more_body": True} for _ in range(20)]
    start, _ = ask_asgi(asgi, incoming)
    assert (start["status"], len(incoming)) == (413, 9)


def test_half_a_body_is_not_taken_for_a_whole_one(wsgi: Callable[..., Response], asgi: AsgiClient) -> None:
    assert wsgi("POST", "/users", io.BytesIO(USER), CONTENT_LENGTH=str(len(USER) + 1)).status == 400
    gone: list[Message] = [{"type": "http.request", "body": USER, "more_body": True}, {"type": "http.disconnect"}]
    start, _ = ask_asgi(asgi, gone)
    assert start["status"] == 400
    assert wsgi("POST", "/users", io.BytesIO(USER), CONTENT_LENGTH=str(len(USER))).status == 201


def test_the_pool_is_closed_with_the_lifespan(settings: Settings) -> None:
    application: AsgiApplication = create_app(settings)
    with closing(AsgiClient(application)) as client:
        assert client.call("GET", "/health/ready").status == 200
        pool = application.services.database.get_engine().pool
    assert application.services.database.get_engine().pool is not pool
