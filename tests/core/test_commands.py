"""The command line that adapters share: its errors say what to do next, and quote no secret."""

import socket
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from core.commandline.commands import command_line
from core.sample_data import loading
from core.settings import Settings

Invoke = Callable[..., Result]

SECRET = "thirty-two characters, or rather more"


@pytest.fixture
def served() -> list[Settings]:
    """The settings that each server of the test was started with."""
    return []


@pytest.fixture
def invoke(served: list[Settings], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Invoke:
    """`invoke("serve", "--port", "0")` runs a command of `python -m some_app` in this process."""
    monkeypatch.setenv("LIKEWISE_DATABASE_URL", f"sqlite:///{tmp_path}/likewise.sqlite3")
    monkeypatch.setenv("LIKEWISE_STORAGE", str(tmp_path / "documents"))
    monkeypatch.setenv("LIKEWISE_ANALYTICS", str(tmp_path / "analytics"))
    monkeypatch.setenv("LIKEWISE_PASSWORD_MEMORY_COST", "8")
    monkeypatch.setenv("LIKEWISE_PASSWORD_PARALLELISM", "1")
    group = command_line("some_app", {"first": served.append, "second": served.append})
    # `serve` sets these for its workers. Setting them here has monkeypatch restore them.
    for name, value in {"SECRET": SECRET, "HOST": "127.0.0.1", "PORT": "8000", "WORKERS": "1"}.items():
        monkeypatch.setenv(f"LIKEWISE_{name}", value)
    monkeypatch.delenv("LIKEWISE_SECRET")
    return lambda *arguments, **options: CliRunner().invoke(group, arguments, **options)


def test_serve_refuses_a_database_that_is_not_migrated(invoke: Invoke, served: list[Settings]) -> None:
    result = invoke("serve")
    assert result.exit_code == 1
    assert "The database is not migrated. Run: python -m some_app migrate" in result.stderr
    assert not served


@pytest.mark.parametrize("command", [["seed"], ["unseed"], ["create-superuser", "--email", "a@b.c", "--name", "A"]])
def test_commands_refuse_a_database_that_is_not_migrated(invoke: Invoke, command: list[str]) -> None:
    result = invoke(*command, env={"LIKEWISE_PASSWORD": "12345678"})
    assert (result.exit_code, result.stdout) == (1, "")
    assert "The database is not migrated. Run: python -m some_app migrate" in result.stderr


def test_a_database_that_is_newer_than_the_code_is_served_and_otherwise_left_alone(
    invoke: Invoke, served: list[Settings], tmp_path: Path
) -> None:
    invoke("migrate")
    with closing(sqlite3.connect(tmp_path / "likewise.sqlite3")) as connection, connection:
        connection.execute("UPDATE alembic_versions SET version_num = '9999'")
    known = "The database is newer than this code, which does not know its revision 9999."
    for command in (["migrate"], ["seed"], ["create-superuser", "--email", "a@b.c", "--name", "A"]):
        result = invoke(*command, env={"LIKEWISE_PASSWORD": "12345678"})
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith(f"Error: {known} Use the release that migrated it")
    result = invoke("serve", "--port", "0", env={"LIKEWISE_SECRET": SECRET})
    assert result.exit_code == 0
    assert f"Warning: {known}" in result.stderr
    assert len(served) == 1


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_serve_listens_on_a_host_by_its_name(invoke: Invoke, served: list[Settings], host: str) -> None:
    invoke("migrate")
    result = invoke("serve", "--port", "1234", "--host", host, env={"LIKEWISE_SECRET": SECRET})
    assert result.exit_code == 0, result.output
    assert f"http://{host}:1234/docs" in result.stderr
    assert [settings.host for settings in served] == ["127.0.0.1"]


def test_serve_refuses_a_host_that_no_name_server_knows(invoke: Invoke, served: list[Settings]) -> None:
    invoke("migrate")
    result = invoke("serve", "--host", "nowhere.invalid", env={"LIKEWISE_SECRET": SECRET})
    assert result.exit_code == 1
    assert "Error: Cannot listen on nowhere.invalid:8000: " in result.stderr
    assert not served


def test_serve_without_a_secret_warns_and_uses_a_random_one(invoke: Invoke, served: list[Settings]) -> None:
    invoke("migrate")
    result = invoke("serve", "--port", "1234", "--host", "127.0.0.2")
    assert result.exit_code == 0, result.output
    assert "Warning: LIKEWISE_SECRET is not set." in result.stderr
    assert "[INFO] API documentation: http://127.0.0.2:1234/docs\n" in result.stderr
    [settings] = served
    assert (settings.port, settings.host) == (1234, "127.0.0.2")
    assert len(settings.secret.get_secret_value()) >= 32


def test_serve_on_port_0_lets_the_system_choose_a_port(invoke: Invoke, served: list[Settings]) -> None:
    invoke("migrate")
    result = invoke("serve", "--port", "0", env={"LIKEWISE_SECRET": SECRET, "LIKEWISE_PORT": "1234"})
    assert (result.exit_code, result.output) == (0, "")
    [settings] = served
    assert settings.port == 0


def test_serve_refuses_a_short_secret_and_does_not_print_it(invoke: Invoke) -> None:
    result = invoke("serve", env={"LIKEWISE_SECRET": "too short"})
    assert result.exit_code == 1
    assert "LIKEWISE_SECRET: Must have at least 32 characters." in result.stderr
    assert "too short" not in result.output


def test_wrong_settings_are_listed_with_what_they_must_be(invoke: Invoke) -> None:
    faults = {
        "LIKEWISE_PORT": ("http", "Must be a whole number."),
        "LIKEWISE_POOL_SIZE": ("0", "Must be at least 1."),
        "LIKEWISE_LOG_LEVEL": ("loud", "Must be one of 'debug', 'info', 'warning', 'error' or 'critical'."),
        "LIKEWISE_DATABASE_TIMEOUT": ("soon", "Must be a number."),
        "LIKEWISE_POOL_PRE_PING": ("perhaps", "Must be true or false."),
        "LIKEWISE_STORAGE": ("gs://bucket", "Must be a directory, memory:// or s3://bucket/prefix."),
    }
    environment = {name: value for name, (value, _) in faults.items()}
    result = invoke("serve", env={"LIKEWISE_SECRET": SECRET, **environment})
    assert result.exit_code == 1
    lines = result.stderr.removeprefix("Error: ").splitlines()
    assert sorted(lines) == sorted(f"{name}: {message}" for name, (_, message) in faults.items())


def test_serve_names_the_extra_that_counting_logins_in_redis_needs(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "redis", None)
    result = invoke("serve", env={"LIKEWISE_LOGIN_RATE_STORAGE": "redis://user:hidden@127.0.0.1:1/0"})
    assert result.exit_code == 1
    assert "No module named 'redis'. Install the extra redis: pip install -e '.[redis]'" in result.stderr
    assert "hidden" not in result.output


def test_a_misspelt_variable_causes_a_warning_with_a_guess(invoke: Invoke) -> None:
    result = invoke("migrate", env={"LIKEWISE_DATABASE_ULR": "sqlite://", "LIKEWISE_PASSWORD": "x"})
    assert result.exit_code == 0
    reason = "LIKEWISE_DATABASE_ULR is not a setting and has no effect. Did you mean LIKEWISE_DATABASE_URL?"
    assert result.stderr == f"Warning: {reason}\n"


def test_what_kubernetes_sets_for_a_service_of_our_name_causes_no_warning(invoke: Invoke) -> None:
    ports = {f"PORT_8000_TCP{part}": "x" for part in ("", "_PROTO", "_PORT", "_ADDR")}
    variables = {**ports, "PORT": "tcp://10.96.12.7:8000", "SERVICE_HOST": "10.96.12.7", "SERVICE_PORT": "8000"}
    result = invoke("migrate", env={f"LIKEWISE_{name}": value for name, value in variables.items()})
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize("command", ["migrate", "seed", "unseed"])
def test_a_database_that_cannot_be_opened_is_an_error_with_the_reason(invoke: Invoke, command: str) -> None:
    result = invoke(command, env={"LIKEWISE_DATABASE_URL": "sqlite:////nowhere/likewise.sqlite3"})
    assert (result.exit_code, result.stdout) == (1, "")
    reason = "Cannot use the database: unable to open database file. Check LIKEWISE_DATABASE_URL."
    assert result.stderr == f"Error: {reason}\n"


def test_serve_starts_before_its_database_with_a_warning(invoke: Invoke, served: list[Settings]) -> None:
    away = {"LIKEWISE_SECRET": SECRET, "LIKEWISE_DATABASE_URL": "sqlite:////nowhere/likewise.sqlite3"}
    result = invoke("serve", "--port", "0", env=away)
    warning = "Warning: the database does not answer yet. GET /health/ready says when it does.\n"
    assert (result.exit_code, result.stderr) == (0, warning)
    assert len(served) == 1


def test_create_superuser_takes_the_password_from_the_environment(invoke: Invoke) -> None:
    invoke("migrate")
    arguments = ("create-superuser", "--email", "root@example.com", "--name", "Root")
    refused = invoke(*arguments, env={"LIKEWISE_PASSWORD": "short"})
    assert refused.exit_code == 1
    assert "password: " in refused.stderr
    created = invoke(*arguments, env={"LIKEWISE_PASSWORD": "12345678"})
    assert created.output == "root@example.com is now a superuser.\n"


def test_serve_refuses_an_address_that_is_taken(invoke: Invoke, served: list[Settings]) -> None:
    invoke("migrate")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = invoke("serve", "--port", port, env={"LIKEWISE_SECRET": SECRET})
    assert result.exit_code == 1
    assert f"Error: Cannot listen on 127.0.0.1:{port}: " in result.stderr
    assert "Choose another address with --host and --port." in result.stderr
    assert not served


def test_seed_and_unseed_report_what_they_have_done(invoke: Invoke) -> None:
    invoke("migrate")
    everything = "1000 users, 200 tags, 5000 posts, 100 teams, 1312 members and 50 documents"
    assert invoke("seed").output == f"Added {everything}.\n"
    assert invoke("seed").output == "Nothing added: no sample data is missing.\n"
    assert invoke("unseed").output == f"Removed {everything}.\n"
    assert invoke("unseed").output == "Nothing removed: no sample data found.\n"


def test_a_seed_beside_another_changes_nothing_and_asks_for_another_try(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    def every_row(session: object, rows: list[dict[str, object]], *columns: object) -> list[dict[str, object]]:
        return rows

    invoke("migrate")
    invoke("seed")
    monkeypatch.setattr(loading, "missing_rows", every_row)  # as if the other seed had not committed yet
    result = invoke("seed")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Nothing has changed: run the command again." in result.stderr


def test_an_object_store_that_is_away_is_an_error_without_its_credentials(invoke: Invoke) -> None:
    invoke("migrate")
    away = {"LIKEWISE_STORAGE": "s3://bucket", "AWS_ENDPOINT": "http://127.0.0.1:1", "AWS_ALLOW_HTTP": "true"}
    credentials = {"AWS_ACCESS_KEY_ID": "the-id-3KD8", "AWS_SECRET_ACCESS_KEY": "the-key-9XB4"}
    result = invoke("seed", env={**away, **credentials})
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Cannot use the object store or a directory. Check LIKEWISE_STORAGE" in result.stderr
    assert "Traceback" not in result.output
    assert not any(credential in result.output for credential in credentials.values())
    assert invoke("unseed").output == "Nothing removed: no sample data found.\n"


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["serve", "--help"], ["create-superuser", "-h"]])
def test_every_command_has_help(invoke: Invoke, arguments: list[str]) -> None:
    result = invoke(*arguments)
    assert (result.exit_code, result.output[:6]) == (0, "Usage:")


def test_help_names_the_variable_of_the_database(invoke: Invoke) -> None:
    assert "LIKEWISE_DATABASE_URL" in invoke("--help").output
