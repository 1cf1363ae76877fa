"""The command line that adapters share: its errors say what to do next, and tell no secret."""

import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from core.commandline.commands import command_line
from core.sample_data import loading as samples
from core.settings import Settings

Invoke = Callable[..., Result]


@pytest.fixture
def served() -> list[Settings]:
    return []


@pytest.fixture
def invoke(served: list[Settings], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Invoke:
    monkeypatch.setenv("LIKEWISE_DATABASE_URL", f"sqlite:///{tmp_path}/likewise.sqlite3")
    monkeypatch.setenv("LIKEWISE_STORAGE", str(tmp_path / "documents"))
    monkeypatch.setenv("LIKEWISE_ANALYTICS", str(tmp_path / "analytics"))
    monkeypatch.setenv("LIKEWISE_PASSWORD_MEMORY_COST", "8")
    monkeypatch.setenv("LIKEWISE_PASSWORD_PARALLELISM", "1")
    group = command_line("some_app", {"first": served.append, "second": served.append})
    monkeypatch.delenv("LIKEWISE_SECRET", raising=False)
    for name in ("HOST", "PORT", "WORKERS"):  # `serve` sets these for its workers; undone with the rest
        monkeypatch.setenv(f"LIKEWISE_{name}", {"HOST": "127.0.0.1", "PORT": "8000", "WORKERS": "1"}[name])
    return lambda *arguments, **options: CliRunner().invoke(group, arguments, **options)


def test_serving_needs_a_migrated_database(invoke: Invoke, served: list[Settings]) -> None:
    result = invoke("serve")
    assert result.exit_code == 1
    assert "The database is not migrated. Run: python -m some_app migrate" in result.stderr
    assert not served


@pytest.mark.parametrize("command", [["seed"], ["unseed"], ["create-superuser", "--email", "a@b.c", "--name", "A"]])
def test_commands_need_a_migrated_database(invoke: Invoke, command: list[str]) -> None:
    result = invoke(*command, env={"LIKEWISE_PASSWORD": "12345678"})
    assert (result.exit_code, result.stdout) == (1, "")
    assert "The database is not migrated. Run: python -m some_app migrate" in result.stderr


def test_a_secret_is_made_for_this_run_and_said_aloud(
    invoke: Invoke, served: list[Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert invoke("migrate").exit_code == 0
    with monkeypatch.context() as patch:
        patch.setenv("LIKEWISE_SECRET", "undone afterwards")
        patch.delenv("LIKEWISE_SECRET")
        result = invoke("serve", "--port", "1234", "--host", "127.0.0.2")
    assert result.exit_code == 0, result.output
    assert "LIKEWISE_SECRET is not set" in result.stderr
    assert "http://127.0.0.2:1234/docs" in result.stderr
    assert (served[0].port, served[0].host) == (1234, "127.0.0.2")
    assert len(served[0].secret.get_secret_value()) >= 32


def test_a_short_secret_is_an_error_without_the_secret(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIKEWISE_SECRET", "too short")
    result = invoke("serve")
    assert result.exit_code == 1
    assert "LIKEWISE_SECRET: " in result.stderr
    assert "too short" not in result.output


def test_settings_are_refused_in_words_of_our_own(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIKEWISE_SECRET", "thirty-two characters, or rather more")
    faults = {
        "LIKEWISE_PORT": ("http", "Must be a whole number."),
        "LIKEWISE_POOL_SIZE": ("0", "Must be at least 1."),
        "LIKEWISE_LOG_LEVEL": ("loud", "Must be one of 'debug', 'info', 'warning', 'error' or 'critical'."),
        "LIKEWISE_DATABASE_TIMEOUT": ("soon", "Must be a number."),
        "LIKEWISE_POOL_PRE_PING": ("perhaps", "Must be true or false."),
        "LIKEWISE_STORAGE": ("gs://bucket", "Must be a directory, memory:// or s3://bucket/prefix."),
    }
    result = invoke("serve", env={name: value for name, (value, _) in faults.items()})
    assert result.exit_code == 1
    told = result.stderr.removeprefix("Error: ").splitlines()
    assert sorted(told) == sorted(f"{name}: {message}" for name, (_, message) in faults.items())


def test_a_counter_without_its_client_is_an_error_that_says_which_extra(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIKEWISE_LOGIN_RATE_STORAGE", "redis://user:hidden@127.0.0.1:1/0")
    monkeypatch.setitem(sys.modules, "redis", None)
    result = invoke("serve")
    assert result.exit_code == 1
    assert "This needs the extra redis: pip install -e '.[redis]'" in result.stderr
    assert "hidden" not in result.output


def test_a_variable_that_is_no_setting_is_told(invoke: Invoke) -> None:
    result = invoke("migrate", env={"LIKEWISE_DATABASE_ULR": "sqlite://", "LIKEWISE_PASSWORD": "x"})
    assert result.exit_code == 0
    warning = "LIKEWISE_DATABASE_ULR is no setting and changes nothing. Is it LIKEWISE_DATABASE_URL?\n"
    assert result.stderr == warning


def test_a_database_that_is_away_is_an_error_that_says_so(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIKEWISE_DATABASE_URL", "sqlite:////nowhere/likewise.sqlite3")
    for command in (["migrate"], ["seed"], ["unseed"]):
        result = invoke(*command)
        assert result.exit_code == 1
        assert "The database does not answer: unable to open database file. See LIKEWISE_DATABASE_URL." in result.stderr
        assert "Traceback" not in result.output


def test_a_superuser_by_command(invoke: Invoke) -> None:
    invoke("migrate")
    arguments = ("create-superuser", "--email", "root@example.com", "--name", "Root")
    result = invoke(*arguments, env={"LIKEWISE_PASSWORD": "short"})
    assert result.exit_code == 1
    assert "password: " in result.stderr
    assert invoke(*arguments, env={"LIKEWISE_PASSWORD": "12345678"}).output == "root@example.com is a superuser.\n"


def test_an_address_that_is_taken_is_an_error_that_says_so(
    invoke: Invoke, served: list[Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    invoke("migrate")
    monkeypatch.setenv("LIKEWISE_SECRET", "thirty-two characters, or rather more")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = invoke("serve", "--port", str(taken.getsockname()[1]))
    assert result.exit_code == 1
    assert "Choose another with --host and --port." in result.stderr
    assert not served


def test_seeding(invoke: Invoke) -> None:
    invoke("migrate")
    everything = "1000 users, 200 tags, 5000 posts, 100 teams, 1312 members and 50 documents"
    assert invoke("seed").output == f"{everything} added.\n"
    assert invoke("seed").output == "Nothing added: it is all there.\n"
    assert invoke("unseed").output == f"{everything} removed.\n"
    assert invoke("unseed").output == "Nothing removed: none of it is there.\n"


def test_seeding_in_two_places_at_once_is_an_error_that_says_so(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    def everything(session: object, rows: list[dict[str, object]], *columns: object) -> list[dict[str, object]]:
        return rows

    invoke("migrate")
    invoke("seed")
    monkeypatch.setattr(samples, "missing_rows", everything)  # as it was before the other one had committed
    result = invoke("seed")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Nothing is changed: run it again." in result.stderr


def test_an_object_store_that_is_away_is_an_error_that_says_so(invoke: Invoke) -> None:
    invoke("migrate")
    away = {"LIKEWISE_STORAGE": "s3://bucket", "AWS_ENDPOINT": "http://127.0.0.1:1", "AWS_ALLOW_HTTP": "true"}
    credentials = {"AWS_ACCESS_KEY_ID": "the-id-3KD8", "AWS_SECRET_ACCESS_KEY": "the-key-9XB4"}
    result = invoke("seed", env={**away, **credentials})
    assert (result.exit_code, result.stdout) == (1, "")
    assert "The object store or a directory refuses, or is away: see LIKEWISE_STORAGE" in result.stderr
    assert "Traceback" not in result.output
    assert not any(credential in result.output for credential in credentials.values())
    assert invoke("unseed").output == "Nothing removed: none of it is there.\n"


def test_help_helps(invoke: Invoke) -> None:
    for arguments in (["--help"], ["serve", "--help"], ["-h"]):
        result = invoke(*arguments)
        assert result.exit_code == 0
    assert "LIKEWISE_DATABASE_URL" in invoke("--help").output
