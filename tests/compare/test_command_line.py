"""The command line: which comparison it asks for, and the exit code. Nothing is measured."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from compare import __main__ as command_line
from compare.measure import Comparison
from compare.rows import FLOORS


class Asked:
    """Stands in for `run`: notes what it is asked for, and returns the code."""

    def __init__(self) -> None:
        self.code = 0
        self.comparisons: list[Comparison] = []
        self.directories: list[Path] = []

    def run(self, comparison: Comparison, directory: Path, _console: Console) -> int:
        self.comparisons.append(comparison)
        self.directories.append(directory)
        return self.code


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    asked = Asked()
    monkeypatch.setattr(command_line, "run", asked.run)
    return asked


def invoke(*options: str) -> Result:
    return CliRunner().invoke(command_line.main, options)


@pytest.mark.parametrize("code", [0, 1, 130])
def test_the_command_ends_with_the_exit_code_of_the_comparison(asked: Asked, code: int) -> None:
    asked.code = code
    adapter = FLOORS["async"]
    result = invoke("--quick", "--adapters", adapter, "--seed", "7", "--rounds", "3", "--output", "elsewhere")
    assert result.exit_code == code
    assert "seed 7" in result.output
    (comparison,) = asked.comparisons
    assert (comparison.seed, comparison.plan.rounds, comparison.fitted, comparison.shared) == (7, 3, True, True)
    assert comparison.adapters == [adapter]
    assert asked.directories == [Path("elsewhere")]
    assert "--seed 7" in " ".join(comparison.contract(adapter, Path("junit.xml")))


def test_a_duration_that_was_asked_for_is_kept(asked: Asked) -> None:
    for options in (("--duration", "1.5"), ()):
        assert invoke(*options).exit_code == 0
    first, second = asked.comparisons
    assert (first.fitted, first.plan.seconds, second.fitted) == (False, 1.5, True)
    assert first.seed != second.seed


@pytest.mark.parametrize(("options", "database"), [((), "sqlite"), (("--database", "postgresql"), "postgresql")])
def test_the_database_is_sqlite_unless_another_one_is_chosen(
    asked: Asked, options: tuple[str, ...], database: str
) -> None:
    result = invoke(*options)
    assert result.exit_code == 0
    assert f"rows on {database}," in result.output
    assert [comparison.database for comparison in asked.comparisons] == [database]
