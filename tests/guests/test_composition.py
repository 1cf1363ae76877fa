"""The handler that each adapter's README shows under "Several services, one transaction" does what it says."""

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
from tests.databases import Database, Databases
from tests.deployment import settings_for
from tests.guests.running import MODULES, client_of
from tests.people import People

ROOT = Path(__file__).parents[2]
HEADING = "## Several services, one transaction\n"


def lines_of(readme: Path) -> str:
    """The code below the heading."""
    return readme.read_text(encoding="utf-8").split(HEADING)[1].split("```python\n")[1].split("```")[0]


@contextmanager
def running(name: str, database: Database, folder: Path) -> Generator[Client]:
    """The adapter with the lines of its README, in the names of routes/teams.py."""
    (adapter,) = ADAPTERS[name]
    routes = importlib.import_module(f"{adapter.package}.routes.teams")
    settings = settings_for(database.url, analytics=str(folder))
    with getattr(MODULES[name], "isolated", nullcontext)():
        create_app = getattr(importlib.import_module(adapter.package), adapter.factory)
        names = {**vars(routes), "app": create_app(settings)}
        exec(lines_of(ROOT / adapter.package / "README.md"), names)  # noqa: S102 -- our own page
        with client_of(adapter, names["app"]) as client:
            yield client


@pytest.mark.parametrize("name", MODULES)
def test_a_handler_reads_and_writes_with_several_services_in_one_transaction(
    name: str, databases: Callable[[str], Databases], tmp_path: Path
) -> None:
    with databases("sqlite").temporary() as database, running(name, database, tmp_path) as client:
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
            exec(lines_of(ROOT / "standalone" / "README.md"), names)  # noqa: S102 -- our own page
            assert services.documents.list_documents(DocumentQuery(), names["caller"]).total == 1
            assert services.teams.get_team("the-engine").members[0].user_id == names["user"].id
        resources.database.get_engine().dispose()
