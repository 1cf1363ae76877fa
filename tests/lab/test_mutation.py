"""The tools of mutation; `nox -s mutation` runs the tests against a sample of mutants."""

import ast
from collections import Counter
from itertools import islice

import pytest

from lab.mutation.draw import equivalent, generated, mutants, of_file, sample
from lab.mutation.mutant import Mutant
from lab.mutation.targets import FOLDERS, ROOT, rounds


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
