"""The contract suite as the comparison runs it: what it concludes from the report, the exit code and the output."""

import sys
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import psutil
import pytest
from rich.console import Console

from compare import contract, draw, terminal
from compare.processes import Processes
from compare.results import Contract, read, write
from tests.compare.making import FLOOR, PASSING, costing, results, writing

ADAPTER = "alpha"
JUNIT = """<testsuites><testsuite>
<testcase classname="a" name="passes" time="0.25"/>
<testcase classname="a" name="fails" time="0.5"><failure>no</failure></testcase>
<testcase classname="a" name="breaks" time="0.25"><error>never</error></testcase>
<testcase classname="a" name="breaks" time="0"><failure>nor this</failure></testcase>
<testcase classname="a" name="skips" time="0"><skipped/></testcase>
</testsuite></testsuites>"""


def outcome_of(directory: Path, command: contract.Command) -> Contract:
    """The contract of an adapter whose suite this command runs."""
    with Processes() as processes:
        (outcome,) = contract.run(processes, [ADAPTER], command, directory, jobs=2)
    return outcome


def report(content: str, code: int = 0) -> contract.Command:
    return lambda _, junit: writing(junit, content, code)


def program(code: str) -> contract.Command:
    return lambda _, _junit: (sys.executable, "-c", code)


def test_failures_and_errors_both_fail_and_a_test_counts_once() -> None:
    outcome = contract.read(JUNIT, ADAPTER)
    assert (outcome.passed, outcome.failed, outcome.skipped, outcome.seconds) == (1, 2, 1, 1)
    assert [(each.test, each.output) for each in outcome.failures] == [
        ("a.fails", "no"),
        ("a.breaks", "never\nnor this"),
    ]
    assert not outcome.kept


def test_a_contract_is_kept_only_if_tests_ran_and_all_of_them_passed() -> None:
    assert Contract(adapter=ADAPTER, passed=1, skipped=1).kept
    assert not Contract(adapter=ADAPTER).kept
    assert not Contract(adapter=ADAPTER, passed=9, failed=1).kept
    assert not Contract(adapter=ADAPTER, passed=9, error="stopped").kept


def test_the_report_keeps_the_first_failures_and_the_end_of_each_output() -> None:
    lines = "\n".join(f"line {number}" for number in range(contract.SHOWN_LINES + 1))
    case = '<testcase classname="a" name="fails{}"><failure>{}</failure></testcase>'
    cases = "".join(case.format(number, lines) for number in range(contract.SHOWN_FAILURES + 1))
    outcome = contract.read(f"<testsuite>{cases}</testsuite>", ADAPTER)
    assert outcome.failed == contract.SHOWN_FAILURES + 1
    assert [each.test for each in outcome.failures] == [f"a.fails{number}" for number in range(contract.SHOWN_FAILURES)]
    kept = outcome.failures[0].output.splitlines()
    assert (len(kept), kept[0], kept[-1]) == (contract.SHOWN_LINES, "line 1", f"line {contract.SHOWN_LINES}")


def test_each_form_of_an_adapter_has_its_own_outcome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contract, "SUITES", {"beta-asgi": "beta", "beta-wsgi": "beta"})
    junit = """<testsuites><testsuite><testcase classname="a" name="b[beta-asgi-sqlite-process]"/>
    <testcase classname="a" name="b[beta-wsgi-sqlite-process]"><failure/></testcase></testsuite></testsuites>"""
    suites: list[str] = []

    def command(suite: str, report: Path) -> Sequence[str]:
        suites.append(suite)
        return writing(report, junit, code=1)

    with Processes() as processes:
        asgi, wsgi = contract.run(processes, ["beta-asgi", "beta-wsgi"], command, tmp_path, jobs=2)
    assert set(suites) == {"beta"}
    assert (asgi.adapter, asgi.kept, asgi.passed) == ("beta-asgi", True, 1)
    assert (wsgi.adapter, wsgi.kept, wsgi.passed, wsgi.failed) == ("beta-wsgi", False, 0, 1)


def test_a_suite_that_ran_no_test_fails(tmp_path: Path) -> None:
    empty = outcome_of(tmp_path, report("<testsuites/>"))
    assert not empty.kept
    assert "no test ran, exit code 0" in (empty.error or "")


def test_a_suite_that_skipped_every_test_fails(tmp_path: Path) -> None:
    skipped = outcome_of(tmp_path, report('<testsuite><testcase name="a"><skipped/></testcase></testsuite>'))
    assert not skipped.kept
    assert "no test ran" in (skipped.error or "")


def test_a_suite_that_breaks_before_it_begins_fails_with_its_own_words(tmp_path: Path) -> None:
    broken = outcome_of(tmp_path, program("raise ImportError('the framework is missing')"))
    assert not broken.kept
    assert "no test ran, exit code 1" in (broken.error or "")
    assert "the framework is missing" in (broken.error or "")


def test_an_exit_code_counts_even_when_every_test_passed(tmp_path: Path) -> None:
    outcome = outcome_of(tmp_path, report(PASSING, code=1))
    assert not outcome.kept
    assert "every test passed, but the exit code is 1" in (outcome.error or "")


def test_a_suite_that_does_not_end_in_time_is_stopped_and_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contract, "TIMEOUT", 0)
    endless = outcome_of(tmp_path, program("import signal; signal.pause()"))
    assert not endless.kept
    assert "stopped after 0 seconds" in (endless.error or "")


def test_no_more_suites_run_at_a_time_than_were_allowed_and_the_longest_starts_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms = ["gamma-asgi", "gamma-wsgi"]
    monkeypatch.setattr(contract, "SUITES", {ADAPTER: ADAPTER, "beta": "beta", **dict.fromkeys(forms, "gamma")})
    children = psutil.Process().children
    started = list[str]()

    def command(suite: str, report: Path) -> Sequence[str]:
        if suite not in started:
            started.append(suite)
            assert children() == before
        return writing(report, PASSING)

    with Processes() as processes:
        before = children()
        outcomes = list(contract.run(processes, [ADAPTER, "beta", *forms], command, tmp_path, jobs=1))
    assert started == ["gamma", ADAPTER, "beta"]
    assert [outcome.adapter for outcome in outcomes] == [*forms, ADAPTER, "beta"]


FAILING = """
def test_fails(client):
    print("printed on the way")
    assert client == "the answer"
"""
CONFTEST = """
import pytest

def pytest_addoption(parser):
    parser.addoption("--adapter")
    parser.addoption("--database")
    parser.addoption("--seed", type=int)

@pytest.fixture
def client(request):
    return f"an answer from {request.config.getoption('--seed')}"
"""


def test_the_output_of_a_failed_test_and_the_command_that_repeats_it_are_printed_and_in_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suite = tmp_path / "tests" / "contract"
    suite.mkdir(parents=True)
    (suite / "conftest.py").write_text(CONFTEST)
    (suite / "test_stand_in.py").write_text(FAILING)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = long")
    monkeypatch.setattr(contract, "ROOT", tmp_path)

    brief = list(contract.suite("sqlite", seed=4711, brief=True)(ADAPTER, tmp_path / "brief.xml"))
    names = [Path(part).name for part in brief if part.endswith(".py")]
    assert names == ["test_auth.py", *(f"test_user{name}.py" for name in ("_lists", "_queries", "s", "s_http"))]
    outcome = outcome_of(tmp_path, contract.suite("sqlite", seed=4711))
    repeat = f"python -m pytest tests/contract --adapter {ADAPTER} --database sqlite -m 'not long' --seed 4711"
    assert outcome.command == repeat
    expected = ["test_fails", "printed on the way", "an answer from 4711", repeat]

    broken = results(costing((FLOOR, 100)), [outcome.model_copy(update={"adapter": FLOOR.adapter})])
    screen = StringIO()
    terminal.show(broken, Console(file=screen, width=80))
    assert [text for text in expected if text not in screen.getvalue()] == []

    write(broken, tmp_path / "results.json")
    drawn = draw.page(read(tmp_path / "results.json")).replace("&#39;", "'")
    assert [text for text in expected if text not in drawn] == []
