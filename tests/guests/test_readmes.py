"""The code that the adapters' READMEs show runs, and does what they say."""

import importlib
from collections.abc import Callable, Generator
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest

from core.database.unit_of_work import sync_unit_of_work
from core.schemas import DocumentQuery, FileDescription, TeamCreate, UserCreate
from core.security import Caller
from standalone.dependencies import SyncResources
from tests.adapters import ADAPTERS
from tests.clients.base import Client
from tests.contract.failing import execute
from tests.databases import Databases
from tests.deployment import settings_for, values_for
from tests.guests.guest import Ask, ask
from tests.guests.running import MODULES, client_of
from tests.people import People

ROOT = Path(__file__).parents[2]
OWN_HANDLERS = "## Your own handlers\n"
SEVERAL_SERVICES = "## Several services, one transaction\n"


def lines_of(package: str, heading: str) -> str:
    """The code below a heading of a README."""
    readme = (ROOT / package / "README.md").read_text(encoding="utf-8")
    return readme.split(heading)[1].split("```python\n")[1].split("```")[0]


@contextmanager
def running(
    name: str, heading: str, names: dict[str, Any], environment: pytest.MonkeyPatch, url: str
) -> Generator[Client]:
    """The application `app` of the lines below a heading, which runs in this environment."""
    (adapter,) = ADAPTERS[name]
    for setting, value in values_for(url).items():
        environment.setenv(f"LIKEWISE_{setting.upper()}", str(value))
    with getattr(MODULES[name], "isolated", nullcontext)():
        names.setdefault("app", getattr(importlib.import_module(adapter.package), adapter.factory)())
        exec(lines_of(adapter.package, heading), names)  # noqa: S102 -- our own page
        with client_of(adapter, names["app"]) as client:
            yield client


@pytest.mark.parametrize("name", MODULES)
def test_a_handler_reads_and_writes_with_several_services_in_one_transaction(
    name: str, databases: Callable[[str], Databases], monkeypatch: pytest.MonkeyPatch
) -> None:
    (adapter,) = ADAPTERS[name]
    names = {**vars(importlib.import_module(f"{adapter.package}.routes.teams"))}
    with (
        databases("sqlite").temporary() as database,
        running(name, SEVERAL_SERVICES, names, monkeypatch, database.url) as client,
    ):
        ada = People(client, Random(1))()
        call = partial(client.call, token=ada.token)
        assert call("POST", "/teams", {"name": "Engine", "tags": ["steam"]}).status == 201

        copied = call("POST", "/teams/engine/copy")

        assert copied.status == 201, copied
        assert [tag["name"] for tag in call("GET", "/teams/engine-too").json()["tags"]] == ["steam"]
        assert [post["title"] for post in call("GET", "/posts").json()["items"]] == ["New: Engine too"]

        execute(database, "ALTER TABLE post RENAME TO elsewhere")
        assert call("POST", "/teams/engine/copy").status == 500
        assert call("GET", "/teams").json()["total"] == 2


# What is asked of the handlers that the READMEs show, and the body of the answer.
OWN: dict[str, list[tuple[Ask, int, str]]] = {
    "litestar": [(ask("GET", "/teams/engine/name"), 200, "Engine")],
    "fastapi": [
        (ask("GET", "/hello/2?q=a&q=b"), 200, '["a","b","a","b"]'),
        (
            ask("GET", "/hello/0"),
            409,
            '{"type":"about:blank","title":"Conflict","status":409,"detail":"Not today"}',
        ),
    ],
    "flask": [
        (ask("GET", "/hello/Ada"), 200, '{"hello":"Ada"}\n'),
        (
            ask("GET", "/hello/nobody"),
            404,
            '{"type":"about:blank","title":"Not Found","status":404,"detail":"Nobody is here."}',
        ),
    ],
    "sanic": [(ask("POST", "/orders/7/", {"pieces": "3"}), 201, '{"number":7,"order":{"pieces":3}}')],
}


@pytest.mark.parametrize("name", MODULES)
def test_the_handlers_of_the_readme_answer(
    name: str, databases: Callable[[str], Databases], monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        databases("sqlite").temporary() as database,
        running(name, OWN_HANDLERS, {"__name__": __name__}, monkeypatch, database.url) as client,
    ):
        ada = People(client, Random(1))()
        client.call("POST", "/teams", {"name": "Engine"}, token=ada.token)
        for asked, status, body in OWN[name]:
            answer = client.request(asked.method, asked.target, headers=[*ada.headers, *asked.headers], body=asked.body)
            assert (answer.status, answer.body.decode()) == (status, body)


def test_the_lines_without_a_framework_commit_once(databases: Callable[[str], Databases], tmp_path: Path) -> None:
    with databases("sqlite").temporary() as database:
        resources = SyncResources(settings_for(database.url, analytics=str(tmp_path)))
        with resources.services() as services:
            names: dict[str, Any] = {
                "sync_unit_of_work": sync_unit_of_work,
                "Caller": Caller,
                "TeamCreate": TeamCreate,
                "services": services,
                "data": UserCreate(email="ada@example.com", name="Ada", password="12345678"),
                "chunks": [b"text"],
                "describe": lambda: FileDescription("Notes", "notes.txt", "text/plain"),
            }
            exec(lines_of("standalone", SEVERAL_SERVICES), names)  # noqa: S102 -- our own page
            assert services.documents.list_documents(DocumentQuery(), names["caller"]).total == 1
            assert services.teams.get_team("the-engine").members[0].user_id == names["user"].id
        resources.database.get_engine().dispose()
