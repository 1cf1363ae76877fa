"""The order of a comparison and its honesty about failure, with stand-ins for the adapters and without real loads."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import click
import pytest
from rich.console import Console

from compare import measure
from compare.load import Spec
from compare.plan import Plan
from compare.processes import Processes
from compare.results import Contract, Load, Results, read
from compare.rows import Entry
from compare.run import run
from tests.compare.making import ALPHA, CONTROL, FAILING, FLOOR, PASSING, comparison, entry, writing

QUIET = Console(quiet=True)


@pytest.fixture(autouse=True)
def loads(monkeypatch: pytest.MonkeyPatch) -> list[Spec]:
    """No load takes place: each is noted, and every one of its operations has ten right answers, or no new user."""
    noted: list[Spec] = []

    def drive(_processes: object, _server: object, spec: Spec, _directory: Path) -> list[Load]:
        noted.append(spec)
        return [
            Load(
                operation=operation,
                arrival=spec.arrival,
                requests=0 if operation == "create_user" else 10,
                seconds=1,
                p50=1,
                p95=1,
                p99=1,
                cpu=None if operation == "create_user" else 1,
            )
            for operation in spec.operations
        ]

    monkeypatch.setattr("compare.turn.drive", drive)
    return noted


def measured(comparison: measure.Comparison) -> Results:
    with Processes() as processes:
        return measure.run(comparison, processes, QUIET)


def with_rounds(entries: Sequence[Entry], rounds: int, seed: int = 1) -> measure.Comparison:
    made = comparison(entries)
    return replace(made, plan=replace(made.plan, rounds=rounds), seed=seed)


def test_a_comparison_in_which_everything_held_ends_with_0(tmp_path: Path) -> None:
    assert run(comparison([entry(FLOOR)]), tmp_path / "report", QUIET) == 0
    assert read(tmp_path / "report" / "results.json").failures == ()


def test_a_row_that_answers_otherwise_than_the_first_is_an_error_and_is_not_measured_again(tmp_path: Path) -> None:
    rows = [entry(FLOOR), entry(CONTROL), entry(ALPHA, "renamed in pages")]
    # With this seed the row with the other names is not the first, which the others are held against.
    assert run(with_rounds(rows, 2, seed=2), tmp_path / "report", QUIET) == 1
    results = read(tmp_path / "report" / "results.json")
    assert results.rounds[0].row != ALPHA.name
    taken = [(turn.row, turn.number) for turn in results.rounds if turn.row != ALPHA.name]
    assert sorted(taken) == [(FLOOR.name, 1), (FLOOR.name, 2), (CONTROL.name, 1), (CONTROL.name, 2)]
    (wrong,) = [turn for turn in results.rounds if turn.row == ALPHA.name]
    assert (wrong.number, wrong.error, wrong.loads) == (1, "its users are not those of the first row", ())
    assert results.failures == (f"{ALPHA.name}, round 1: its users are not those of the first row",)
    assert (tmp_path / "report" / "index.html").exists()


@pytest.mark.parametrize("fault", ["renamed in pages", "renamed in a list", "renamed in one"])
def test_every_answer_that_is_read_is_compared_with_that_of_the_first_row(fault: str) -> None:
    results = measured(comparison([entry(FLOOR), entry(ALPHA, fault)]))
    assert sorted(str(turn.error) for turn in results.rounds) == ["None", "its users are not those of the first row"]


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("twins", "1 different users on the pages of 1000"),
        ("refusing", "POST /users answered 200, not 201"),
        ("absent", "GET /users/seeded-0007 answered 404, not 200"),
        ("silent", "Server disconnected without sending a response."),
    ],
)
def test_a_wrong_answer_before_the_loads_is_the_error_of_the_round(fault: str, error: str) -> None:
    results = measured(comparison([entry(FLOOR, fault)]))
    (taken,) = results.rounds
    assert (taken.error or "").startswith(error)
    assert taken.loads == ()


def test_users_that_were_acknowledged_and_not_stored_are_an_error() -> None:
    results = measured(comparison([entry(FLOOR, "forgetful")]))
    expected = "5 users were acknowledged, 0 are in the database, in round 1"
    assert [failure.partition(": ")[2] for failure in results.failures] == [expected, expected]


def test_each_round_takes_every_row_once_in_an_order_that_the_seed_repeats() -> None:
    rows = [entry(FLOOR), entry(CONTROL), entry(ALPHA)]

    def order(seed: int) -> list[tuple[int, str]]:
        return [(turn.number, turn.row) for turn in measured(with_rounds(rows, 3, seed)).rounds]

    first = order(1)
    assert first == order(1)
    names = sorted(each.row.name for each in rows)
    rounds = [[name for number, name in first if number == each] for each in (1, 2, 3)]
    assert [sorted(each) for each in rounds] == [names] * 3
    assert len({tuple(each) for each in rounds}) > 1


def test_the_loads_of_a_turn_are_those_of_the_plan(loads: list[Spec]) -> None:
    plan = Plan(rounds=1, seconds=0.7, budget=60, connections=3, warmup=0.2)
    measured(replace(comparison([entry(FLOOR)]), plan=plan))
    assert [(spec.arrival, tuple(spec.operations), spec.seconds) for spec in loads] == [
        ("closed", ("get_user",), 0.2),
        ("closed", ("get_user",), 0.7),
        ("closed", ("list_users",), 0.7),
        ("fixed", ("get_user", "list_users", "create_user"), 1.8),
        ("closed", ("create_user",), 0.7),
    ]
    assert {spec.connections for spec in loads} == {3}
    assert all(len(spec.ids) == 1000 and spec.shortest["list_users"] > 1000 for spec in loads)
    assert len({spec.prefix for spec in loads}) == 2


def test_an_adapter_that_fails_its_contract_is_not_measured_and_the_exit_code_is_1(tmp_path: Path) -> None:
    def contract(suite: str, junit: Path) -> Sequence[str]:
        return writing(junit, FAILING if suite == ALPHA.adapter else PASSING)

    made = replace(comparison([entry(ALPHA), entry(FLOOR)]), contract=contract)
    assert run(made, tmp_path / "report", QUIET) == 1
    results = read(tmp_path / "report" / "results.json")
    assert [(each.adapter, each.kept) for each in results.contracts] == [(ALPHA.adapter, False), (FLOOR.name, True)]
    assert [turn.row for turn in results.rounds] == [FLOOR.name]


def test_where_every_adapter_fails_its_contract_no_database_is_made(tmp_path: Path) -> None:
    def fill(_: str) -> Sequence[Sequence[str]]:
        raise AssertionError("nothing is to be measured")

    def contract(_: str, junit: Path) -> Sequence[str]:
        return writing(junit, FAILING)

    broken = replace(comparison([entry(FLOOR)]), contract=contract, fill=fill)
    assert run(broken, tmp_path / "report", QUIET) == 1
    assert read(tmp_path / "report" / "results.json").rounds == ()


def test_the_step_of_the_contract_names_the_adapters_that_are_still_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(*_: object) -> Iterator[Contract]:
        yield from (Contract(adapter=row.adapter, error="no test ran") for row in (ALPHA, FLOOR))

    monkeypatch.setattr("compare.contract.run", ended)
    screen = StringIO()
    with Processes() as processes:
        measure.run(comparison([entry(FLOOR), entry(ALPHA)]), processes, Console(file=screen))
    assert screen.getvalue().splitlines() == ["contract · floor, alpha", "contract · floor"]


@pytest.mark.parametrize(("fitted", "seconds"), [(True, "4.0 s"), (False, "0.1 s")])
def test_the_length_of_a_load_is_fitted_only_where_nobody_asked_for_one(*, fitted: bool, seconds: str) -> None:
    results = measured(replace(comparison([entry(FLOOR)]), fitted=fitted))
    assert seconds in results.conditions.settings["Closed loop"]


def test_a_contract_that_takes_longer_than_planned_shortens_the_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_time(plan: Plan, adapters: int) -> float:
        return 1e-6

    monkeypatch.setattr(Plan, "contract_seconds", no_time)
    results = measured(replace(comparison([entry(FLOOR)]), fitted=True))
    assert "0.4 s" in results.conditions.settings["Closed loop"]


def test_database_and_servers_get_the_settings_of_the_comparison(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIKEWISE_DEBUG", "true")
    noted = tmp_path / "environment.json"
    program = f"import json, os; open({str(noted)!r}, 'w').write(json.dumps(dict(os.environ)))"
    made = comparison([entry(FLOOR)])

    def fill(adapter: str) -> Sequence[Sequence[str]]:
        return [(sys.executable, "-c", program), *made.fill(adapter)]

    measured(replace(made, fill=fill))
    environment: dict[str, Any] = json.loads(noted.read_text())
    ours = {name: value for name, value in environment.items() if name.startswith("LIKEWISE_")}
    assert ours.pop("LIKEWISE_DATABASE_URL").startswith("sqlite:///")
    assert len(ours.pop("LIKEWISE_SECRET")) > 40
    assert ours.pop("LIKEWISE_PASSWORD") == "a password for the comparison"
    assert ours == {
        "LIKEWISE_POOL_SIZE": "4",
        "LIKEWISE_LOG_LEVEL": "warning",
        "LIKEWISE_PASSWORD_TIME_COST": "1",
        "LIKEWISE_PASSWORD_MEMORY_COST": "8",
        "LIKEWISE_PASSWORD_PARALLELISM": "1",
    }


def test_a_database_that_cannot_be_made_is_a_clear_error() -> None:
    def fill(_: str) -> Sequence[Sequence[str]]:
        return [(sys.executable, "-c", "import sys; sys.exit('no such migration')")]

    with pytest.raises(click.ClickException, match=r"could not be created(?s:.*)no such migration"):
        measured(replace(comparison([entry(FLOOR)]), fill=fill))


def test_the_results_have_the_conditions_rows_and_footprints_of_the_comparison() -> None:
    results = measured(replace(comparison([entry(FLOOR), entry(ALPHA)]), command="what was typed"))
    assert results.conditions.command == "what was typed"
    assert set(results.conditions.machine) == {"Processor", "Memory", "System", "Python"}
    assert "granian" in results.conditions.versions
    assert results.conditions.settings["Log level"] == "warning"
    assert results.conditions.started_at.utcoffset() == timedelta()
    assert 0 < results.conditions.seconds < 600
    assert results.rows == (FLOOR, ALPHA)
    assert [each.adapter for each in results.footprints] == [FLOOR.adapter, ALPHA.adapter]
    assert [each.adapter for each in results.contracts] == [FLOOR.adapter, ALPHA.adapter]


def test_without_a_terminal_the_steps_are_the_contracts_and_the_turns() -> None:
    screen = StringIO()
    with Processes() as processes:
        measure.run(with_rounds([entry(FLOOR)], 2), processes, Console(file=screen))
    assert screen.getvalue().splitlines() == ["contract · floor", "round 1 of 2 · floor", "round 2 of 2 · floor"]
