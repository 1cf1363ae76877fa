"""Litestar's command line: run, info, routes, schema, and the database commands that core puts there."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import litestar_app
from core.commandline.migrate import is_migrated
from core.settings import CommandSettings
from tests.clients.asgi import AsgiClient
from tests.commands.running import check_answers, run, served, together
from tests.deployment import settings_for

APP = ("litestar", "--app", "litestar_app:create_app")


def test_the_command_serves(environment: dict[str, str], tmp_path: Path) -> None:
    with served(*APP, "run", "--port", "{port}", environment=environment, log=tmp_path / "log") as client:
        check_answers(client)


def test_the_command_tells_of_the_application_and_exports_the_document_that_is_served(
    environment: dict[str, str], tmp_path: Path
) -> None:
    export = ("schema", "openapi", "--output", str(tmp_path / "schema.json"))
    commands = [partial(run, *APP, *command, environment=environment) for command in (["info"], ["routes"], export)]
    info, routes, exported = together(*commands)
    assert (info.returncode, "Enabled path=/native" in info.stdout) == (0, True), info.stdout
    assert (routes.returncode, "/teams/{slug:str}/members" in routes.stdout) == (0, True), routes.stdout
    assert exported.returncode == 0, exported.stdout
    app: Any = litestar_app.create_app(settings_for(environment["LIKEWISE_DATABASE_URL"]))
    with AsgiClient(app) as client:
        served_document = client.call("GET", "/native/openapi.json").json()
    assert json.loads((tmp_path / "schema.json").read_text()) == served_document


def test_the_command_migrates_the_database_and_asks_before_it_drops_it(empty_database: dict[str, str]) -> None:
    settings = CommandSettings(database_url=empty_database["LIKEWISE_DATABASE_URL"])
    assert run(*APP, "database", "upgrade", "--no-prompt", environment=empty_database).returncode == 0
    assert is_migrated(settings)
    declined = run(*APP, "database", "drop-all", environment=empty_database, answer="n\n")
    assert "Are you sure you want to drop all tables" in declined.stdout
    assert is_migrated(settings)
    assert run(*APP, "db", "downgrade", "--no-prompt", "0001", environment=empty_database).returncode == 0
    assert not is_migrated(settings)
