"""The tools of the page about the layer; `nox -s layer` runs the strict tests without it."""

import json
from pathlib import Path

import pytest

from compare.footprint import measure as footprint
from lab.layer.__main__ import wrong_marks
from lab.layer.measure import Count
from lab.layer.page import lines, page
from lab.layer.rules import Rule, rules
from tests.adapters import ADAPTERS, Adapter
from tests.contract.page import PAGE

pytest_plugins = ["pytester"]

FIRST, SECOND = list(ADAPTERS)[:2]
CONTRACT = """\
# The contract

Each rule names its test: `test_x.py::test_of_the_introduction`.

## Operations

| operation |
|---|
| one |

Held by `test_a.py::test_one`,
`probes/test_b.py::test_two`.

## HTTP

- A [slug](#slugs) or `a|b`, in
  two lines. `test_a.py::test_three`,
  `test_a.py::test_one`
- This one names nothing.
- The last. `test_c.py::test_four`
"""
SLUG = "A [slug](contract.md#slugs) or `a\\|b`, in two lines."
RULES = [
    Rule("Operations", "Operations", ("test_a.py::test_one", "probes/test_b.py::test_two")),
    Rule("HTTP", SLUG, ("test_a.py::test_three", "test_a.py::test_one")),
    Rule("HTTP", "The last.", ("test_c.py::test_four",)),
]
KEPT = {"test_a.py::test_one": Count(0, 1, 2), "test_a.py::test_three": Count(0, 3, 3)}
BROKEN = {"test_a.py::test_one": Count(0, 1, 2), "test_a.py::test_three": Count(2, 3, 3)}
TESTS = """
    import pytest

    def test_behaviour():
        raise AssertionError("only strict cases run")

    strict = [pytest.param(case, marks=pytest.mark.strict) for case in (2, 3)]

    @pytest.mark.parametrize("case", [1, *strict])
    def test_both(case):
        assert case == 2
"""


def test_a_rule_is_a_bullet_or_what_stands_above_its_tests() -> None:
    assert rules(CONTRACT)[1:] == RULES


def test_every_test_that_the_contract_names_belongs_to_a_rule_with_words() -> None:
    found = rules()
    assert sum(len(rule.tests) for rule in found) == PAGE.count("::test_")
    assert [rule for rule in found if not rule.section or not rule.text or "::" in rule.text] == []


def test_the_page_counts_what_fails_of_a_rule_and_leaves_out_what_every_adapter_keeps() -> None:
    written = page(RULES, {FIRST: KEPT, SECOND: BROKEN})
    assert f"| {SLUG} | kept | 2 of 5 |" in written
    assert "The last." not in written
    assert "Every adapter keeps the other rules of this section, 1 of 2." in written
    assert "Every adapter keeps all rules of these sections: Operations." in written
    assert "| 3 of 3 | 0 of 5 |" in written
    assert "| 2 of 3 | 2 of 5 |" in written


def test_a_test_that_needs_the_layer_must_be_named_by_a_rule_and_one_that_is_marked_must_need_it() -> None:
    unnamed = {"test_x.py::test_unnamed": Count(1, 1, 1)}
    assert list(wrong_marks(RULES, {FIRST: KEPT | unnamed, SECOND: BROKEN})) == [
        "no rule of docs/contract.md names test_x.py::test_unnamed, which fails without the layer",
        "test_a.py::test_one is marked strict, and passes everywhere without the layer",
    ]


@pytest.mark.parametrize("form", [form for forms in ADAPTERS.values() for form in forms], ids=lambda form: form.name)
def test_the_lines_of_the_layer_are_part_of_what_the_comparison_counts_as_plumbing(form: Adapter) -> None:
    layer, handlers, other = lines(form)
    counted = footprint(form.name)
    assert (handlers, layer + other) == (counted.handler_lines, counted.plumbing_lines)
    assert 0 < layer < other


def test_a_measurement_runs_the_strict_cases_alone_and_counts_all(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.clients.connection.SECONDS_TO_ANSWER", 1)  # the plugin changes it
    pytester.makeini("[pytest]\nmarkers = strict")
    pytester.path.joinpath("tests/contract").mkdir(parents=True)
    pytester.makepyfile(**{"tests/contract/test_stand_in": TESTS})
    options = ("-p", "no:faker", "-p", "lab.layer.plugin", "--note", "note.json")
    result = pytester.runpytest_inprocess(*options, "tests/contract")
    result.assert_outcomes(passed=1, failed=1, deselected=2)
    counts = json.loads(Path(pytester.path, "note.json").read_text())
    assert counts == {"test_stand_in.py::test_behaviour": [0, 0, 1], "test_stand_in.py::test_both": [1, 2, 3]}
