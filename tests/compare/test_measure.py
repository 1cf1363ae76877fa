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
from compare.processes import Processes
from compare.results import OPERATIONS, Contract, Slice, read
from compare.run import run
from tests.compare.making import (
    ALPHA,
    CONTROL,
    FAILING,
    FLOOR,
    PASSING,
    QUIET,
    comparison,
    entry,
    measured,
    with_cycles,
    writing,
)

pytestmark = pytest.mark.usefixtures("loads")


def test_a_comparison_in_which_everything_held_ends_with_0(tmp_path: Path) -> None:
    assert run(comparison([entry(FLOOR)]), tmp_path / "report", QUIET) == 0
    assert read(tmp_path / "report" / "results.json").failures == ()


def test_each_cycle_asks_every_row_once_for_each_operation_in_an_order_that_the_seed_repeats() -> None:
    rows = [entry(FLOOR), entry(CONTROL), entry(ALPHA)]

    def order(seed: int) -> list[tuple[int, str, str]]:
        return [(each.cycle, each.operation, each.row) for each in measured(with_cycles(rows, 3, seed)).slices]

    first = order(1)
    assert first == order(1)
    names = sorted(each.row.name for each in rows)
    orders = [
        tuple(name for number, operation, name in first if (number, operation) == asked)
        for asked in ((number, operation) for number in (1, 2, 3) for operation in OPERATIONS)
    ]
    assert [sorted(each) for each in orders] == [names] * 9
    assert len(set(orders)) > 1
    assert [(number, operation) for number, operation, _ in first[::3]] == [
        (number, operation) for number in (1, 2, 3) for operation in OPERATIONS
    ]


def test_a_slice_counts_requests_bytes_and_the_time_of_both_sides() -> None:
    for each in measured(comparison([entry(FLOOR)])).slices:
        assert each.requests == 4
        assert each.cpu > 0
        assert 0 < each.client_cpu <= each.seconds
        assert 0 < each.busy <= 1
        assert each.received > 4 * 100


def test_the_loads_at_a_fixed_rate_are_those_of_the_plan(loads: list[Spec]) -> None:
    made = comparison([entry(FLOOR), entry(ALPHA)])
    results = measured(replace(made, plan=replace(made.plan, latency_rounds=2, latency_seconds=3)))
    assert [spec.seconds for spec in loads] == [3] * 4
    assert sorted({(each.row, each.number) for each in results.latencies}) == [
        (row.name, number) for row in (ALPHA, FLOOR) for number in (1, 2)
    ]
    assert all(len(spec.ids) == 1000 and spec.shortest["list_users"] > 1000 for spec in loads)
    assert len({spec.prefix for spec in loads}) == 4


@pytest.mark.parametrize(
    ("narrow", "budget", "cycles", "reason"),
    [
        (True, 0, 2, "until every interval was narrow"),
        (False, 0, 2, "until the time was up, though an interval was still wide"),
        (None, 600, 5, "until every interval was narrow"),
    ],
)
def test_cycles_are_added_until_every_interval_is_narrow_or_the_time_is_up(
    monkeypatch: pytest.MonkeyPatch, *, narrow: bool | None, budget: float, cycles: int, reason: str
) -> None:
    def enough(_: object, slices: Sequence[Slice]) -> bool:
        return slices[-1].cycle == 5 if narrow is None else narrow

    monkeypatch.setattr("compare.bench.narrow_enough", enough)
    made = with_cycles([entry(FLOOR)], 2)
    results = measured(replace(made, plan=replace(made.plan, exact=False, budget=budget)))
    assert max(each.cycle for each in results.slices) == cycles
    assert results.conditions.settings["Cycles"].startswith(f"{cycles}, {reason};")


def test_an_adapter_that_fails_its_contract_is_not_measured_and_the_exit_code_is_1(tmp_path: Path) -> None:
    def contract(suite: str, junit: Path) -> Sequence[str]:
        return writing(junit, FAILING if suite == ALPHA.adapter else PASSING)

    made = replace(comparison([entry(ALPHA), entry(FLOOR)]), contract=contract)
    assert run(made, tmp_path / "report", QUIET) == 1
    results = read(tmp_path / "report" / "results.json")
    assert [(each.adapter, each.kept) for each in results.contracts] == [(ALPHA.adapter, False), (FLOOR.name, True)]
    assert [service.row for service in results.services] == [FLOOR.name]


def test_where_every_adapter_fails_its_contract_no_database_is_made(tmp_path: Path) -> None:
    def fill(_: str) -> Sequence[Sequence[str]]:
        raise AssertionError("nothing is to be measured")

    def contract(_: str, junit: Path) -> Sequence[str]:
        return writing(junit, FAILING)

    broken = replace(comparison([entry(FLOOR)]), contract=contract, fill=fill)
    assert run(broken, tmp_path / "report", QUIET) == 1
    assert read(tmp_path / "report" / "results.json").services == ()


def test_the_step_of_the_contract_names_the_adapters_that_are_still_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(*_: object) -> Iterator[Contract]:
        yield from (Contract(adapter=row.adapter, error="no test ran") for row in (ALPHA, FLOOR))

    monkeypatch.setattr("compare.contract.run", ended)
    screen = StringIO()
    with Processes() as processes:
        measure.run(comparison([entry(FLOOR), entry(ALPHA)]), processes, Console(file=screen))
    assert screen.getvalue().splitlines() == ["contract · floor, alpha", "contract · floor"]


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


def test_without_a_terminal_each_step_is_a_line() -> None:
    screen = StringIO()
    with Processes() as processes:
        measure.run(with_cycles([entry(FLOOR)], 2), processes, Console(file=screen))
    assert screen.getvalue().splitlines() == [
        "contract · floor",
        "start · floor",
        "check · floor",
        "cycles",
        "fixed rate 1 · floor",
    ]
