"""The help of the commands, line by line, and the messages that say what to do next."""

import os

import click
import pytest
from click.testing import CliRunner
from limits.errors import ConfigurationError
from obstore.exceptions import GenericError
from sqlalchemy.exc import NoSuchModuleError, OperationalError

from core.commandline.commands import command_line
from core.commandline.data_commands import listed
from core.commandline.environment import read_settings, set_missing_secret, set_variables
from core.commandline.refusals import errors_as_messages, not_ready_error
from core.commandline.serve import origin
from core.errors import Conflict, EmailTaken, NotReady
from core.settings import CommandSettings, Settings
from tests.deployment import settings_for

GROUP = [
    "Usage: python -m some_app [OPTIONS] COMMAND [ARGS]...",
    "Serve the application and manage its database.",
    (
        "LIKEWISE_* environment variables configure everything. LIKEWISE_DATABASE_URL names the database:"
        " sqlite:///path or postgresql://user@host/name."
    ),
    "Options:",
    "-h, --help Show this message and exit.",
    "Commands:",
    "create-superuser Create a superuser, or make an existing user one.",
    "migrate Upgrade the database to the newest schema.",
    "seed Add the sample data that is missing.",
    "serve Serve the application until interrupted.",
    "unseed Remove the sample data.",
]
SERVE = [
    "Usage: python -m some_app serve [OPTIONS]",
    "Serve the application until interrupted.",
    "Options:",
    "--host TEXT Address to listen on. [default: LIKEWISE_HOST or 127.0.0.1]",
    "--port INTEGER RANGE Port to listen on. [default: LIKEWISE_PORT or 8000] [0<=x<=65535]",
    "--workers INTEGER RANGE Number of processes. [default: LIKEWISE_WORKERS or 1] [x>=1]",
    "--server [first|second] Server to run. [default: first]",
    "--lenient Leave out the strict layer: the framework's own ways hold.",
    "-h, --help Show this message and exit.",
]
CREATE_SUPERUSER = [
    "Usage: python -m some_app create-superuser [OPTIONS]",
    "Create a superuser, or make an existing user one.",
    "An existing user is found by email, and gets this name and password.",
    "Options:",
    "--email TEXT Email address, with which the superuser logs in.",
    "--name TEXT Name to show.",
    "--password TEXT The command asks for it by default. LIKEWISE_PASSWORD keeps it out of the process list.",
    "-h, --help Show this message and exit.",
]
OTHERS = "Another process wrote the same rows at the same time. Nothing has changed: run the command again."
STORE = "Cannot use the object store or a directory. Check LIKEWISE_STORAGE, AWS_* and LIKEWISE_ANALYTICS."
DATABASE = "Cannot use the database: the first line. Check LIKEWISE_DATABASE_URL."
EXTRA = "No module named 'psycopg'. Install the extra postgresql: pip install -e '.[postgresql]'"


def group() -> click.Group:
    return command_line("some_app", {"first": lambda _: None, "second": lambda _: None})


@pytest.mark.parametrize(
    ("command", "lines"), [([], GROUP), (["serve"], SERVE), (["create-superuser"], CREATE_SUPERUSER)]
)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_the_help_lists_commands_and_options_with_their_meaning(
    command: list[str], lines: list[str], option: str
) -> None:
    shown = CliRunner().invoke(group(), [*command, option], terminal_width=200).output
    assert [" ".join(line.split()) for line in shown.splitlines() if line.strip()] == lines


@pytest.mark.parametrize("options", [("--port", "-1"), ("--port", "65536"), ("--workers", "0"), ("--server", "third")])
def test_serve_refuses_options_out_of_range(options: tuple[str, str]) -> None:
    refused = CliRunner().invoke(group(), ["serve", *options])
    assert refused.exit_code == 2
    assert options[0] in refused.output


def with_cause(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (Conflict(), OTHERS),
        (EmailTaken(), OTHERS),
        (with_cause(NotReady(), ValueError(" the first line\nthe second line")), DATABASE),
        (with_cause(OperationalError("", {}, Exception()), ValueError("the first line")), DATABASE),
        (ModuleNotFoundError("No module named 'psycopg'"), EXTRA),
        (GenericError("hidden"), STORE),
        (PermissionError("hidden"), STORE),
    ],
)
def test_an_error_of_a_command_is_a_message_that_says_what_to_do(error: Exception, message: str) -> None:
    with pytest.raises(click.ClickException) as raised, errors_as_messages():
        raise error
    assert raised.value.message == message


def test_an_error_that_nobody_expects_is_not_hidden() -> None:
    with pytest.raises(ConfigurationError), errors_as_messages():
        raise ConfigurationError("a fault of the code")


@pytest.mark.parametrize("cause", [NoSuchModuleError("no plugin"), ModuleNotFoundError("no plugin")])
def test_analytics_without_duckdb_name_the_extra(cause: Exception) -> None:
    error = NotReady()
    error.__cause__ = cause
    message = "no plugin. Install the extra analytics: pip install -e '.[analytics]'"
    assert not_ready_error(error).message == message
    assert not_ready_error(NotReady()).message == "Not ready. A database does not answer, or is not migrated."


def test_numbers_of_things_are_listed_as_in_a_sentence() -> None:
    assert listed({"users": 1, "tags": 2, "posts": 3}) == "1 users, 2 tags and 3 posts"


@pytest.mark.parametrize(
    ("host", "url"), [("127.0.0.1", "http://127.0.0.1:80"), ("::1", "http://[::1]:80"), ("a.b", "http://a.b:80")]
)
def test_a_browser_finds_the_server_under_its_host_and_port(host: str, url: str) -> None:
    assert origin(settings_for("sqlite:///nowhere.sqlite3", host=host, port=80)) == url


def test_options_that_were_given_become_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOST", "PORT", "WORKERS"):
        monkeypatch.setenv(f"LIKEWISE_{name}", "before")
    set_variables({"host": "a", "port": 0, "workers": None})
    assert [os.environ[f"LIKEWISE_{name}"] for name in ("HOST", "PORT", "WORKERS")] == ["a", "0", "before"]


def test_a_missing_secret_is_made_up_with_a_warning(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LIKEWISE_SECRET", "a secret of the operator")
    set_missing_secret()
    assert (os.environ["LIKEWISE_SECRET"], capsys.readouterr().err) == ("a secret of the operator", "")
    monkeypatch.delenv("LIKEWISE_SECRET")
    set_missing_secret()
    assert len(os.environ["LIKEWISE_SECRET"]) == 64  # 48 random bytes
    warning = "LIKEWISE_SECRET is not set. This run uses a random one, and its tokens end with it."
    assert capsys.readouterr().err == f"Warning: {warning}\n"


def test_a_variable_that_is_like_no_setting_causes_a_warning_without_a_guess(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in os.environ if name.startswith("LIKEWISE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LIKEWISE_QQQQQQQQQQQQQQQQQQQQQQQQ", "x")
    monkeypatch.setenv("LIKEWISE_TOKEN_LIFETIME", "1")  # a setting, although not of commands
    read_settings(CommandSettings)
    assert capsys.readouterr().err == "Warning: LIKEWISE_QQQQQQQQQQQQQQQQQQQQQQQQ is not a setting and has no effect.\n"


def test_settings_of_an_application_are_read_with_their_class(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIKEWISE_SECRET", "xy" * 16)
    assert isinstance(read_settings(Settings), Settings)
