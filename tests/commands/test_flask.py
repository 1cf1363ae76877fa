"""Flask's command line: run, shell and routes, core's commands, and the database commands that core puts there."""

from functools import partial
from pathlib import Path

from core.commandline.migrate import is_migrated
from core.settings import CommandSettings
from tests.commands.running import check_answers, run, served, together
from tests.people import login

APP = ("flask", "--app", "flask_app")


def test_the_command_serves_a_superuser_that_it_has_created(environment: dict[str, str], tmp_path: Path) -> None:
    person = ("--email", "ada@example.com", "--name", "Ada")
    created = run(*APP, "create-superuser", *person, environment={**environment, "LIKEWISE_PASSWORD": "correct horse"})
    assert created.stdout == "ada@example.com is now a superuser.\n"
    with served(*APP, "run", "--port", "{port}", environment=environment, log=tmp_path / "log") as client:
        check_answers(client)
        token = login(client, "ada@example.com", "correct horse")
        assert client.call("GET", "/auth/me", token=token).json()["is_superuser"]


def test_the_shell_has_the_application_and_the_routes_are_listed(environment: dict[str, str]) -> None:
    code = "print(app.config['LIKEWISE'].token_issuer, 'is the issuer')\n"
    shell, routes = together(
        partial(run, *APP, "shell", environment=environment, answer=code),
        partial(run, *APP, "routes", environment=environment),
    )
    assert "likewise is the issuer" in shell.stdout
    assert (routes.returncode, "/teams/<slug:slug>/members" in routes.stdout) == (0, True), routes.stdout


def test_the_command_migrates_and_seeds(empty_database: dict[str, str]) -> None:
    settings = CommandSettings(database_url=empty_database["LIKEWISE_DATABASE_URL"])
    assert run(*APP, "db", "upgrade", "--no-prompt", environment=empty_database).returncode == 0
    assert is_migrated(settings)
    seeded, checked = together(
        partial(run, *APP, "seed", environment=empty_database),
        partial(run, *APP, "database", "check", environment=empty_database),
    )
    assert seeded.stdout.startswith("Added 1000 users, 200 tags, 5000 posts")
    assert "No new upgrade operations detected." in checked.stdout
    assert run(*APP, "database", "downgrade", "--no-prompt", environment=empty_database).returncode == 0
    assert not is_migrated(settings)


def test_a_missing_secret_is_named(environment: dict[str, str]) -> None:
    without = {name: value for name, value in environment.items() if name != "LIKEWISE_SECRET"}
    refused = run(*APP, "routes", environment=without)
    assert refused.returncode != 0
    assert "for the variables LIKEWISE_*\nsecret\n  Value error, Must have at least 32 characters." in refused.stdout
