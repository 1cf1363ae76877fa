"""The tools of mutation; `nox -s mutation` runs the tests against a sample of mutants."""

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from lab.mutation.draw import equivalent, generated, mutants, of_file, sample
from lab.mutation.mutant import Mutant
from lab.mutation.targets import FOLDERS, ROOT, rounds
from lab.mutation.trial import STILLBORN, Copy, TrialError


@pytest.fixture(scope="module")
def everything() -> list[Mutant]:
    return list(mutants("compare"))


def test_a_mutant_is_python_and_has_a_name_of_its_own(everything: list[Mutant]) -> None:
    assert len(everything) == len({mutant.name for mutant in everything}) > 100
    for mutant in islice(sample(everything, 1), 5):
        ast.parse(mutant.text, mutant.file)


def test_a_mutant_shows_its_change_and_names_a_symbol() -> None:
    mutant = next(mutant for mutant in of_file("core", "core/text.py") if mutant.symbol)
    assert mutant.name.startswith("core/text.py:")
    assert mutant.diff.startswith("--- core/text.py")


def test_a_sample_is_spread_over_modules_and_operators(everything: list[Mutant]) -> None:
    drawn = list(islice(sample(everything, 1), 20))
    assert max(Counter(mutant.file for mutant in drawn).values()) == 1
    assert len({mutant.operator for mutant in drawn}) >= 8


def test_a_seed_repeats_a_sample(everything: list[Mutant]) -> None:
    drawn = list(islice(sample(everything, 1), 5))
    assert drawn == list(islice(sample(reversed(everything), 1), 5))
    assert drawn != list(islice(sample(everything, 2), 5))


def test_every_equivalent_mutant_has_a_reason_and_is_never_drawn() -> None:
    target = next(target for target in FOLDERS if equivalent(target))
    known = equivalent(target)
    assert all(reason.endswith(".") for reason in known.values())
    assert not known.keys() & {mutant.name for mutant in mutants(target)}


@pytest.mark.parametrize("target", FOLDERS)
def test_a_mutant_of_every_target_meets_tests_that_exist(target: str) -> None:
    mutant = next(generated(target))
    tests = [path for each in rounds(mutant) for path in each.tests]
    assert tests
    assert [path for path in tests if not (ROOT / path).exists()] == []


def test_the_first_round_of_a_service_has_tests_of_the_contract(tmp_path: Path) -> None:
    first = next(rounds(next(of_file("core", "core/services/member.py"))))
    own = ("--collect-only", "-q", "-p", "lab.mutation.plugin", "-p", "no:cacheprovider", f"--note={tmp_path / 'note'}")
    command = [sys.executable, "-m", "pytest", *own, f"--interface={first.interface}", *first.options, *first.tests]
    collected = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S603  # no shell
    assert "tests/contract/test_members.py" in collected


class Scripted(Copy):
    """Runs nothing: pytest ends with these exit codes, one after another."""

    def __init__(self, directory: Path, *codes: int) -> None:
        self.directory = directory
        self.codes = list(codes)

    def run(self, arguments: Sequence[str], seconds: float) -> dict[str, Any]:
        return {"exit": self.codes.pop(0)}

    def printed(self) -> str:
        return "what was printed"


def test_a_mutant_that_no_conftest_can_import_does_not_start_and_does_not_end_the_run(tmp_path: Path) -> None:
    (tmp_path / "core").mkdir()
    mutant = next(of_file("core", "core/text.py"))
    assert Scripted(tmp_path, 4, 0).outcome(mutant, 1) == STILLBORN
    with pytest.raises(TrialError, match="could not be tried"):
        Scripted(tmp_path, 4, 4).outcome(mutant, 1)
    with pytest.raises(TrialError, match="could not be tried"):
        Scripted(tmp_path, 3).outcome(mutant, 1)
