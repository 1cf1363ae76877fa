"""standalone/script.py on both of its databases."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy.exc import NoSuchModuleError

from core.models import Base
from standalone import script
from standalone.script import Person, PersonService, configure, main
from tests.servers import ROOT

PAGES = """\
1 to 250 of 1000: user0001@example.com to user0250@example.com
251 to 500 of 1000: user0251@example.com to user0500@example.com
501 to 750 of 1000: user0501@example.com to user0750@example.com
751 to 1000 of 1000: user0751@example.com to user1000@example.com
116 are inactive.
116 deleted, 884 left.
"""

both = pytest.mark.parametrize("database", ["duckdb", "sqlite"])


@both
def test_the_script_prints_each_step(database: str) -> None:
    result = CliRunner().invoke(main, ["--database", database])
    assert result.exit_code == 0, result.output
    assert result.output == f"1000 people in the fixture, 0 in the table before, 1000 now.\n{PAGES}"


@both
def test_running_the_script_again_on_a_file_restores_what_it_deleted(database: str, tmp_path: Path) -> None:
    path = tmp_path / "people"
    for before in (0, 884):
        result = CliRunner().invoke(main, ["--database", database, str(path)])
        assert result.output == f"1000 people in the fixture, {before} in the table before, 1000 now.\n{PAGES}"
    config = configure(database, path)
    with PersonService.new(config=config) as people:
        assert people.count(Person.is_active.is_(True)) == people.count() == 884
        first = people.get_one(email="user0001@example.com")
        assert (str(first.id), first.name) == ("01941f63-1ab0-74a9-9264-912733efef36", "Ada Żak")
        assert first.created_at == datetime(2025, 1, 1, 1, 2, 56, 176000, tzinfo=UTC)
    config.get_engine().dispose()


@both
def test_a_file_that_is_no_database_is_refused_and_kept(database: str, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear database, this is a letter.", encoding="utf-8")
    result = CliRunner().invoke(main, ["--database", database, str(path)])
    assert result.exit_code == 1
    assert "not a " in result.stderr
    assert "Traceback" not in result.output
    assert path.read_text(encoding="utf-8").startswith("Dear")


def test_without_duckdb_the_script_names_the_extra_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise NoSuchModuleError

    monkeypatch.setattr(script, "run", fail)
    result = CliRunner().invoke(main, [])
    assert result.exit_code == 1
    assert "pip install -e '.[analytics]'" in result.stderr


def test_the_script_runs_as_a_process_without_warnings() -> None:
    command = [sys.executable, "-W", "error", "-m", "standalone.script"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 -- our own script
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.endswith(PAGES)


def test_the_table_of_the_script_is_not_in_the_metadata_of_the_domain() -> None:
    assert Person.__tablename__ not in Base.metadata.tables
