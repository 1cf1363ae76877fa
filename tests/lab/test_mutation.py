"""The list is whole, its patterns apply, and one mutant of each adapter dies; `nox -s mutation` tries them all."""

import ast
import threading
from pathlib import Path

import pytest

from lab.mutation import by_hand, drawn
from lab.mutation.listing import equivalent, killer, listed, read_outcomes
from lab.mutation.mutant import PACKAGES, unchanged
from lab.mutation.page import PAGE, render
from lab.mutation.trial import STILLBORN, SURVIVED, Copy

adapters = pytest.mark.parametrize("adapter", PACKAGES)


@adapters
def test_the_list_is_whole(adapter: str) -> None:
    mutants = listed(adapter, read_outcomes())
    assert len(mutants) == len({mutant.name for mutant in mutants}) >= 60
    assert sum(mutant.operator is not None for mutant in mutants) * 2 >= len(mutants)
    for mutant in mutants:
        assert mutant.diff(), mutant.name
        for path, text in mutant.files.items():
            ast.parse(text, path)


@adapters
def test_the_draw_is_spread(adapter: str) -> None:
    mutants = drawn.mutants(adapter, ())
    operators = [mutant.operator for mutant in mutants]
    modules = [mutant.module for mutant in mutants]
    assert max(map(operators.count, operators)) - min(map(operators.count, operators)) <= 2
    assert len(set(modules)) >= 15


def test_a_pattern_that_no_longer_matches_is_told() -> None:
    described = {"name": "of-old", "file": "app.py", "search": "def create_apps(", "replace": ""}
    with pytest.raises(by_hand.PatternError, match="The mutant flask:of-old no longer applies"):
        by_hand.edited("flask", described)


@adapters
def test_few_are_left_out(adapter: str) -> None:
    excluded = [name for name in equivalent() if name.startswith(f"{adapter}:")]
    there = {mutant.name for mutant in [*by_hand.mutants(adapter), *drawn.drawn(adapter)]}
    assert set(excluded) <= there
    assert len(excluded) * 10 < len(listed(adapter, read_outcomes()))
    assert all(reason.endswith(".") for reason in equivalent().values())


def test_the_page_is_up_to_date_and_every_mutant_was_tried() -> None:
    outcomes = read_outcomes()
    assert PAGE.read_text(encoding="utf-8") == render(outcomes), "nox -s mutation -- --new tries what is new"
    mutants = [mutant.name for adapter in PACKAGES for mutant in listed(adapter, outcomes)]
    assert [name for name in mutants if name not in outcomes] == []


@adapters
def test_one_is_killed(adapter: str, tmp_path: Path) -> None:
    """By the test that killed it last, which passes where nothing is mutated; if that test has gone, by any."""
    mutant = by_hand.mutants(adapter)[0]
    known = killer(read_outcomes(), mutant)
    assert known is not None
    copy = Copy(tmp_path / "copy", threading.Event())
    assert copy.ask(unchanged(adapter), [known], "all", seconds=300) is None
    assert copy.outcome(mutant, known, seconds=300) not in {SURVIVED, STILLBORN}
