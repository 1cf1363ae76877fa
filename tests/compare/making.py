"""Makes what the tests compare: small data files, and comparisons of stand-ins."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from compare.measure import Comparison
from compare.plan import Plan
from compare.results import OPERATIONS, Conditions, Contract, Footprint, Load, Results, Round, Row
from compare.rows import PORT, Entry

STAND_IN = ("-m", "tests.compare.stand_in")
PASSING = '<testsuites><testsuite><testcase classname="t" name="t" time="0.5"/></testsuite></testsuites>'
FAILING = '<testsuite><testcase classname="t" name="t"><failure/></testcase></testsuite>'

FLOOR = Row(name="floor", adapter="floor", kind="async", role="floor", floor=None, server="Granian")
ALPHA = Row(name="alpha", adapter="alpha", kind="async", role="adapter", floor=FLOOR.name, server="Granian")
CONTROL = FLOOR.model_copy(update={"name": "floor again", "role": "control", "floor": FLOOR.name})
ROWS = (FLOOR, ALPHA, CONTROL)


def turn(row: Row, number: int, cpu_microseconds: float, error: str | None = None) -> Round:
    """A round in which every operation costs this much CPU a request, and nothing else differs between rows."""
    closed = [
        Load(
            operation=each,
            arrival="closed",
            requests=1000,
            seconds=2,
            p50=8,
            p95=9,
            p99=12,
            cpu=cpu_microseconds / 1000,
        )
        for each in OPERATIONS
    ]
    fixed = [Load(operation=each, arrival="fixed", requests=100, seconds=1, p50=2, p95=4, p99=8) for each in OPERATIONS]
    return Round(
        row=row.name,
        number=number,
        startup=0.8,
        idle_memory=50 * 2**20,
        loaded_memory=60 * 2**20,
        threads=4,
        loads=() if error else (*closed, *fixed),
        error=error,
    )


def results(rounds: Sequence[Round], contracts: Sequence[Contract] = (), rows: Sequence[Row] = ROWS) -> Results:
    """A data file of these rounds; adapters without a contract of their own kept it."""
    given = {contract.adapter: contract for contract in contracts}
    adapters = list(dict.fromkeys(row.adapter for row in rows))
    return Results(
        conditions=Conditions(
            started_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
            seconds=61,
            command="python -m compare --quick",
            machine={"Processor": "a processor", "Python": "CPython 3.11.7"},
            versions={"granian": "2.8.7"},
            settings={"Contract": "every test", "Rounds": "3"},
        ),
        rows=tuple(rows),
        contracts=tuple(given.get(each, Contract(adapter=each, passed=10, seconds=1)) for each in adapters),
        footprints=tuple(footprint(each) for each in adapters),
        rounds=tuple(rounds),
    )


def footprint(adapter: str) -> Footprint:
    return Footprint(
        adapter=adapter, dependencies=("one", "two"), installed_bytes=3 * 2**20, handler_lines=90, plumbing_lines=200
    )


def three_rounds() -> Results:
    """The floor at 100 µs, alpha at 130, the control at 102, in each of three rounds."""
    costs = ((FLOOR, 100), (ALPHA, 130), (CONTROL, 102))
    return results([turn(row, number, cost) for number in (1, 2, 3) for row, cost in costs])


def writing(junit: Path, content: str, code: int = 0) -> Sequence[str]:
    """The command of a suite that writes this JUnit XML report and ends with this exit code."""
    program = f"import sys; open({str(junit)!r}, 'w').write({content!r}); sys.exit({code})"
    return (sys.executable, "-c", program)


def entry(row: Row, fault: str = "") -> Entry:
    """A row served by the stand-in, which may have one of its faults."""
    return Entry(row, (sys.executable, *STAND_IN, "serve", PORT, fault))


def comparison(entries: Sequence[Entry]) -> Comparison:
    """A comparison of stand-ins as short as it can be."""

    def contract(_: str, junit: Path) -> Sequence[str]:
        return writing(junit, PASSING)

    def fill(adapter: str) -> Sequence[Sequence[str]]:
        return [(sys.executable, *STAND_IN, "fill")]

    return Comparison(
        plan=Plan(rounds=1, seconds=0.1, budget=60, connections=2, warmup=0.1),
        entries=entries,
        database="sqlite",
        seed=1,
        shared=True,
        command="a test",
        fitted=False,
        contract=contract,
        fill=fill,
        footprint=footprint,
    )
