"""How whole runs of the harness end: exit codes, what they print, and what they leave."""

import os
import signal
from pathlib import Path

import pytest

from tests.infrastructure.harness import ALPHA, BETA, PLUGINS, run
from tests.signals import PATIENCE, start_announcing

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parent.parent.parent


def test_a_run_fails_if_an_adapter_cannot_be_imported(stand_in: pytest.Pytester) -> None:
    stand_in.makepyfile(**{ALPHA.package: "import a_framework_that_is_not_installed"})
    result = run(stand_in, "tests/contract", "--adapter", ALPHA.name, "--adapter", BETA.name)
    result.assert_outcomes(passed=3, errors=2, deselected=1)
    result.stdout.fnmatch_lines(
        ["*ModuleNotFoundError*a_framework*", f"{ALPHA.name}: 0 passed, 2 failed", f"{BETA.name}: 3 passed*"]
    )
    assert result.ret == 1


def test_a_run_fails_if_the_factory_of_an_adapter_is_missing(stand_in: pytest.Pytester) -> None:
    stand_in.makepyfile(**{ALPHA.package: ""})
    run(stand_in, "tests/contract", "--adapter", ALPHA.name).assert_outcomes(errors=2, deselected=1)


@pytest.mark.parametrize(
    "contract",
    [
        "",
        "def test_of_no_adapter(): pass",
        (
            "import pytest\n"
            "@pytest.mark.skip(reason='to be noticed')\n"  # reason: a stand-in's test, whose run must be red for it
            "def test_skipped(client): pass"
        ),
        (
            "import pytest\n"
            "def test_skips_itself(client):\n"
            "    pytest.skip('to be noticed')"  # reason: a stand-in's test, whose run must be red for it
        ),
        "import pytest\n@pytest.mark.only(interface='wsgi')\ndef test_elsewhere(client): pass",
    ],
    ids=["empty", "no adapter", "skipped", "skips itself", "deselected"],
)
def test_a_run_fails_if_no_test_ran_on_a_selected_adapter(stand_in: pytest.Pytester, contract: str) -> None:
    stand_in.makepyfile(**{"tests/contract/test_stand_in": contract})
    result = run(stand_in, "tests/contract", "--adapter", ALPHA.name)
    result.stdout.fnmatch_lines([f"{ALPHA.name}: 0 passed, 0 failed (no contract test ran*"])
    assert result.ret == 1


def test_a_run_fails_if_a_keyword_deselects_all_tests_of_an_adapter(stand_in: pytest.Pytester) -> None:
    result = run(stand_in, "tests/contract", "--adapter", ALPHA.name, "--adapter", BETA.name, "-k", BETA.name)
    result.stdout.fnmatch_lines([f"{ALPHA.name}: 0 passed, 0 failed (no*", f"{BETA.name}: 3 passed, 0 failed"])
    assert result.ret == 1


@pytest.mark.parametrize("choice", [["tests/core"], ["tests", "--ignore=tests/contract"]], ids=["chosen", "ignored"])
def test_a_run_without_contract_tests_needs_no_adapter(stand_in: pytest.Pytester, choice: list[str]) -> None:
    stand_in.path.joinpath("tests/core").mkdir()
    stand_in.makepyfile(**{"tests/core/test_other": "def test_passes(): pass"})
    result = run(stand_in, *choice)
    assert result.ret == 0
    assert f"{ALPHA.name}:" not in result.stdout.str()


def test_a_run_prints_its_seed_and_repeats_its_random_data_from_it(stand_in: pytest.Pytester) -> None:
    contract = "def test_fails(client, random): assert False, f'rolled {random.random()}'"
    stand_in.makepyfile(**{"tests/contract/test_stand_in": contract})
    arguments = ("tests/contract", "--adapter", ALPHA.name, "--adapter", BETA.name)
    first = run(stand_in, *arguments).stdout.str()
    (seed,) = {line.split()[-1] for line in first.splitlines() if line.startswith("random data:")}
    second = run(stand_in, *arguments, "--seed", seed).stdout.str()
    rolls = [
        {line for line in text.splitlines() if line.startswith("E ") and "rolled" in line} for text in (first, second)
    ]
    assert rolls[0] == rolls[1]
    assert len(rolls[0]) == 1, "every adapter gets the same random data"
    assert f"--seed {seed}" in first.partition("FAILURES")[2]


WAITING = """
import signal
from tests.signals import announce

def test_waits(database):
    announce(database.url.removeprefix("sqlite:///"))
    signal.pause()
"""
EMPTY_TEMPLATE = """
import tests.conftest
from tests.infrastructure.harness import touch
tests.conftest.prepare = touch
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_run_that_a_signal_ends_removes_its_databases(stand_in: pytest.Pytester, number: signal.Signals) -> None:
    stand_in.makepyfile(empty_template=EMPTY_TEMPLATE, **{"tests/contract/test_stand_in": WAITING})
    arguments = ["-m", "pytest", *PLUGINS, "-p", "empty_template", "tests/contract", "--adapter", ALPHA.name]
    environment = {"PYTHONPATH": f"{stand_in.path}{os.pathsep}{ROOT}"}
    process, announced = start_announcing(arguments, stand_in.path, environment)
    database = Path(announced)
    assert database.exists()
    process.send_signal(number)
    assert process.wait(PATIENCE) == pytest.ExitCode.INTERRUPTED
    assert not database.parent.exists()
