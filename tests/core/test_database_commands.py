"""The commands `database`, which frameworks have in place of their extensions': over core's migrations alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import event
from sqlalchemy.pool import Pool

from core.commandline.database_commands import database_group
from core.commandline.migrate import is_migrated, migrate
from core.settings import CommandSettings


@pytest.fixture
def settings(tmp_path: Path) -> CommandSettings:
    return CommandSettings(database_url=f"sqlite:///{tmp_path}/likewise.sqlite3", analytics=str(tmp_path / "analytics"))


@pytest.fixture(autouse=True)
def _every_connection_is_closed() -> Iterator[None]:
    opened: list[object] = []
    closed: list[object] = []

    def on_connect(connection: object, _record: object) -> None:
        opened.append(connection)

    def on_close(connection: object, _record: object) -> None:
        closed.append(connection)

    event.listen(Pool, "connect", on_connect)
    event.listen(Pool, "close", on_close)
    yield
    event.remove(Pool, "connect", on_connect)
    event.remove(Pool, "close", on_close)
    assert closed == opened


def call(settings: CommandSettings, *arguments: str, answer: str | None = None) -> Result:
    return CliRunner().invoke(database_group(settings), arguments, input=answer)


def test_upgrade_and_downgrade_go_through_the_migrations(settings: CommandSettings) -> None:
    assert call(settings, "upgrade", "--no-prompt").exit_code == 0
    assert is_migrated(settings)
    assert call(settings, "check").exit_code == 0
    assert call(settings, "downgrade", "--no-prompt", "base").exit_code == 0
    assert not is_migrated(settings)
    migrate(settings)
    assert is_migrated(settings)


def test_a_new_migration_is_compared_with_the_models(settings: CommandSettings) -> None:
    migrate(settings)
    made = call(settings, "make-migrations", "--no-prompt")
    assert (made.exit_code, "skipped" in made.output) == (0, True), made.output


@pytest.mark.parametrize("answer", ["n\n", "y\n"])
def test_drop_all_asks_first_and_leaves_a_database_that_can_be_migrated(settings: CommandSettings, answer: str) -> None:
    migrate(settings)
    dropped = call(settings, "drop-all", answer=answer)
    assert "Are you sure you want to drop all tables" in dropped.output
    assert is_migrated(settings) == (answer == "n\n")
    assert call(settings, "upgrade", "--no-prompt").exit_code == 0
    assert is_migrated(settings)


def test_the_analytics_have_no_migrations(settings: CommandSettings) -> None:
    refused = call(settings, "upgrade", "--no-prompt", "--bind-key", "analytics")
    assert (refused.exit_code, "No config found for bind key: analytics" in refused.output) == (1, True)
    assert "each refresh creates their tables" in call(settings, "--help").output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("upgrade", "--no-prompt", "nowhere"), "Error: Can't locate revision identified by 'nowhere'"),
        (("init", "--no-prompt"), "core/migrations already exists and is not empty"),
    ],
)
def test_what_cannot_be_done_is_told_without_a_traceback(
    settings: CommandSettings, arguments: tuple[str, ...], message: str
) -> None:
    refused = call(settings, *arguments)
    assert (refused.exit_code, message in refused.output, isinstance(refused.exception, SystemExit)) == (1, True, True)


def test_a_database_that_cannot_be_opened_is_told_without_a_traceback(tmp_path: Path) -> None:
    settings = CommandSettings(database_url=f"sqlite:///{tmp_path}/nowhere/likewise.sqlite3")
    refused = call(settings, "upgrade", "--no-prompt")
    assert (refused.exit_code, "Check LIKEWISE_DATABASE_URL." in refused.output) == (1, True), refused.output
