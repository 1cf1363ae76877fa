"""The command line: which comparison it asks for, and the exit code. Nothing is measured."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from compare import __main__ as command_line
from compare import measure
from compare.measure import Comparison
from compare.rows import ADAPTERS, FLOORS, FORMS


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
    result = invoke("--quick", "--adapters", adapter, "--seed", "7", "--cycles", "3", "--output", "elsewhere")
    assert result.exit_code == code
    assert "seed 7" in result.output
    (comparison,) = asked.comparisons
    assert (comparison.seed, comparison.plan.cycles, comparison.plan.exact, comparison.shared) == (7, 3, True, True)
    assert comparison.adapters == [adapter]
    assert asked.directories == [Path("elsewhere")]
    assert "--seed 7" in " ".join(comparison.contract(adapter, Path("junit.xml")))


def test_without_a_seed_each_run_draws_its_own(asked: Asked) -> None:
    for _ in range(2):
        assert invoke().exit_code == 0
    first, second = asked.comparisons
    assert first.seed != second.seed
    assert not first.plan.exact


@pytest.mark.parametrize(("options", "database"), [((), "sqlite"), (("--database", "postgresql"), "postgresql")])
def test_the_database_is_sqlite_unless_another_one_is_chosen(
    asked: Asked, options: tuple[str, ...], database: str
) -> None:
    result = invoke(*options)
    assert result.exit_code == 0
    assert f"rows on {database}," in result.output
    assert [comparison.database for comparison in asked.comparisons] == [database]


@pytest.mark.parametrize(
    ("options", "refused"),
    [
        (("--cycles", "0"), "--cycles"),
        (("--cycles", "1001"), "--cycles"),
        (("--database", "oracle"), "--database"),
        (("--output", __file__), "--output"),
        (("--environments", "/nowhere"), "--environments"),
        (("--environments", __file__), "--environments"),
        (("--seed", "x"), "--seed"),
        (("--adapters", "django"), "'django' is not an adapter"),
    ],
)
def test_options_have_bounds(asked: Asked, options: tuple[str, ...], refused: str) -> None:
    result = invoke(*options)
    assert result.exit_code == 2
    assert refused in result.output
    assert asked.comparisons == []


@pytest.mark.parametrize("cycles", [1, 1000])
def test_the_bounds_themselves_are_accepted(asked: Asked, cycles: int) -> None:
    assert invoke("--cycles", str(cycles)).exit_code == 0
    assert asked.comparisons[0].plan.cycles == cycles


def test_by_default_every_adapter_is_measured_into_the_directory_report(asked: Asked) -> None:
    assert invoke("--quick").exit_code == 0
    (comparison,) = asked.comparisons
    assert set(comparison.adapters) == set(ADAPTERS)
    assert asked.directories == [Path("report")]
    assert (comparison.plan.cycles, comparison.fill) == (12, measure.fill_commands)
    assert 0 <= comparison.seed < 2**32


def test_several_adapters_are_named_with_commas(asked: Asked) -> None:
    chosen = [FLOORS["async"], FLOORS["sync"]]
    assert invoke("--adapters", ",".join(chosen)).exit_code == 0
    assert set(asked.comparisons[0].adapters) == set(chosen)


def test_the_environments_that_were_chosen_hold_the_python_of_each_server(asked: Asked, tmp_path: Path) -> None:
    adapter = FLOORS["async"]
    assert invoke("--adapters", adapter, "--environments", str(tmp_path)).exit_code == 0
    (comparison,) = asked.comparisons
    assert comparison.shared is False
    assert {entry.command[0] for entry in comparison.entries} == {f"{tmp_path}/{FORMS[adapter].package}/bin/python"}


def test_the_command_says_first_what_it_will_do_and_notes_how_it_was_called(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["compare", "--seed", "7 8"])
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    options = ("--adapters", FLOORS["async"], "--cycles", "200", "--seed", "7")
    result = invoke(*options)
    # Two rows: 3.5 s to start, 200 times 0.35, 5 times 4.7 at a fixed rate. 5 s to fill; half of a contract's 120.
    assert result.output == (
        "2 rows on sqlite, 200 cycles, seed 7: about 4 minutes. Ctrl-C stops everything and leaves no report.\n"
    )
    assert asked.comparisons[0].command == "python -m compare --seed '7 8'"


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_the_help_explains_each_option(option: str) -> None:
    text = " ".join(CliRunner().invoke(command_line.main, [option], terminal_width=1000).output.split())
    for line in (
        "--quick 12 cycles at least, the contract of users, within 3 minutes; without it 40, all, within 15.",
        f"--adapters NAME,… Only these, with their floors: {', '.join(ADAPTERS)}.",
        "--database [sqlite|postgresql] [default: sqlite]",
        "--output DIRECTORY [default: report]",
        "--cycles INTEGER RANGE Measure every row exactly so many times. [1<=x<=1000]",
        "--environments DIRECTORY Folder with a virtual environment for each package; without it all servers share",
        "--seed INTEGER Repeats an earlier run: the order of the rows, and the contract's random data.",
        "draw Draw the report of a data file, as index.html beside it.",
        "judge Print the verdict table of a data file.",
    ):
        assert line in text
