"""Litestar's command line: run, info, routes, schema, and the database commands that core puts there."""

import json
from pathlib import Path

import pytest

from core.commandline.migrate import is_migrated
from core.settings import CommandSettings
from tests.commands.running import check_answers, run, served

APP = ("litestar", "--app", "litestar_app:create_app")


def test_the_command_serves_and_exports_the_document_that_is_served(
    environment: dict[str, str], tmp_path: Path
) -> None:
    with served(*APP, "run", "--port", "{port}", environment=environment, log=tmp_path / "log") as client:
        check_answers(client)
        page = client.call("GET", "/native/openapi.json").json()
    exported = run(*APP, "schema", "openapi", "--output", str(tmp_path / "schema.json"), environment=environment)
    assert exported.returncode == 0, exported.stdout
    assert json.loads((tmp_path / "schema.json").read_text()) == page


@pytest.mark.parametrize(("command", "shown"), [("info", "2."), ("routes", "/teams/{slug:str}/members")])
def test_the_command_tells_of_the_application(command: str, shown: str, environment: dict[str, str]) -> None:
    told = run(*APP, command, environment=environment)
    assert (told.returncode, shown in told.stdout) == (0, True), told.stdout


def test_the_command_migrates_the_database_and_asks_before_it_drops_it(empty_database: dict[str, str]) -> None:
    settings = CommandSettings(database_url=empty_database["LIKEWISE_DATABASE_URL"])
    assert run(*APP, "database", "upgrade", "--no-prompt", environment=empty_database).returncode == 0
    assert is_migrated(settings)
    declined = run(*APP, "database", "drop-all", environment=empty_database, answer="n\n")
    assert "Are you sure you want to drop all tables" in declined.stdout
    assert is_migrated(settings)
    assert run(*APP, "db", "downgrade", "--no-prompt", "0001", environment=empty_database).returncode == 0
    assert not is_migrated(settings)
