"""Fixtures: the command line, and the WSGI application on the same database."""

import asyncio
import io
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from wsgiref.types import WSGIEnvironment
from wsgiref.util import setup_testing_defaults

import pytest
from click.testing import CliRunner, Result

from core.settings import Settings
from standalone import create_wsgi_app
from standalone.__main__ import main
from tests.clients.asgi import AsgiClient, Message
from tests.clients.wsgi import WsgiClient
from tests.databases import Database, Databases
from tests.deployment import PINNED, settings_for
from tests.people import SUPERUSER, login

PASSWORD = "correct horse"
LIMIT = 1000

Invoke = Callable[..., Result]


def read_json(result: Result) -> Any:
    """Parse the output of a command that succeeded."""
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def environ_of(method: str, path: str, body: io.IOBase | None = None, **more: Any) -> WSGIEnvironment:
    environ: WSGIEnvironment = {"REQUEST_METHOD": method, "PATH_INFO": path, "CONTENT_TYPE": "application/json"}
    environ |= {"SCRIPT_NAME": "", "QUERY_STRING": "", "wsgi.input": body or io.BytesIO(), **more}
    setup_testing_defaults(environ)
    return environ


def ask_asgi(client: AsgiClient, incoming: list[Message], **more: Any) -> list[Message]:
    """Call the ASGI application with these messages. Return the messages that it sends."""
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


@pytest.fixture
def own_database(databases: Callable[[str], Databases]) -> Iterator[Database]:
    """A migrated database in which the only user is the superuser."""
    with databases("sqlite").temporary() as database:
        yield database


@pytest.fixture
def stored(tmp_path: Path) -> Mapping[str, str]:
    """Settings that keep documents and analytics on disk, where every command finds them."""
    return {"storage": str(tmp_path / "documents"), "analytics": str(tmp_path / "analytics")}


@pytest.fixture
def environment(own_database: Database, stored: Mapping[str, str]) -> Mapping[str, str]:
    """The variables that an operator sets. There is no secret."""
    values = {**PINNED, **stored, "database_url": own_database.url, "password": PASSWORD}
    return {f"LIKEWISE_{name.upper()}": str(value) for name, value in values.items() if name != "secret"}


@pytest.fixture
def settings(own_database: Database, stored: Mapping[str, str]) -> Settings:
    return settings_for(own_database.url, json_limit=LIMIT, **stored)


@pytest.fixture
def invoke(environment: Mapping[str, str]) -> Invoke:
    """`invoke("users", "list")` runs a command in this process."""

    def run(*arguments: str, env: Mapping[str, str | None] | None = None, input: str | bytes | None = None) -> Result:  # noqa: A002 -- click's name for it
        return CliRunner().invoke(main, arguments, input=input, env={**environment, **(env or {})})

    return run


@pytest.fixture
def web(own_database: Database, stored: Mapping[str, str]) -> WsgiClient:
    """A client of the WSGI application on the same database."""
    return WsgiClient(create_wsgi_app(settings_for(own_database.url, **stored)))


@pytest.fixture
def token(web: WsgiClient) -> str:
    """A token of the superuser."""
    return login(web, SUPERUSER.email, SUPERUSER.password)


@pytest.fixture
def ada(invoke: Invoke) -> dict[str, Any]:
    """The user Ada Lovelace."""
    return read_json(invoke("users", "create", "--email", "ada@example.com", "--name", "Ada Lovelace", "--json"))


@pytest.fixture
def eve(invoke: Invoke) -> dict[str, Any]:
    """The user Eve."""
    return read_json(invoke("users", "create", "--email", "eve@example.com", "--name", "Eve", "--json"))
