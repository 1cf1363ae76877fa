"""Makes what the tests compare: small data files, and comparisons of stand-ins."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from rich.console import Console

from compare.measure import Comparison, run
from compare.plan import Plan
from compare.processes import Processes
from compare.results import OPERATIONS, Conditions, Contract, Footprint, Latency, Results, Row, Service, Slice
from compare.rows import PORT, Entry

QUIET = Console(quiet=True)
STAND_IN = ("-m", "tests.compare.stand_in")
PASSING = '<testsuites><testsuite><testcase classname="t" name="t" time="0.5"/></testsuite></testsuites>'
FAILING = '<testsuite><testcase classname="t" name="t"><failure/></testcase></testsuite>'

FLOOR = Row(name="floor", adapter="floor", kind="async", role="floor", floor=None, server="Granian")
ALPHA = Row(name="alpha", adapter="alpha", kind="async", role="adapter", floor=FLOOR.name, server="Granian")
CONTROL = FLOOR.model_copy(update={"name": "floor again", "role": "control", "floor": FLOOR.name})
ROWS = (FLOOR, ALPHA, CONTROL)


def slices(row: Row, cycle: int, cpu_microseconds: float) -> list[Slice]:
    """A cycle in which every operation costs this much CPU a request, and nothing else differs between rows."""
    return [
        Slice(
            row=row.name,
            cycle=cycle,
            operation=each,
            requests=50,
            seconds=0.1,
            cpu=cpu_microseconds * 50 / 1e6,
            client_cpu=0.01,
            busy=0.99,
            received=5000,
        )
        for each in OPERATIONS
    ]


def service(row: Row, error: str | None = None) -> Service:
    return Service(row=row.name, startup=0.8, idle_memory=50 * 2**20, loaded_memory=60 * 2**20, threads=4, error=error)


def latencies(row: Row, number: int = 1, error: str | None = None) -> list[Latency]:
    return [
        Latency(row=row.name, number=number, operation=each, requests=100, p50=2, p95=4, p99=8, error=error)
        for each in OPERATIONS
    ]


def costing(*costs: tuple[Row, float], cycles: int = 12) -> list[Slice]:
    """So many cycles, in each of which a request to each row costs so many microseconds of CPU."""
    return [each for cycle in range(1, cycles + 1) for row, cost in costs for each in slices(row, cycle, cost)]


def results(
    slices: Sequence[Slice] = (),
    contracts: Sequence[Contract] = (),
    rows: Sequence[Row] = ROWS,
    errors: Mapping[str, str] = MappingProxyType({}),
) -> Results:
    """A data file of these slices; adapters without a contract of their own kept it. `errors` are those of rows."""
    measured = [row for row in rows if row.name in errors or any(each.row == row.name for each in slices)]
    given = {contract.adapter: contract for contract in contracts}
    adapters = list(dict.fromkeys(row.adapter for row in rows))
    return Results(
        conditions=Conditions(
            started_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
            seconds=61,
            command="python -m compare --quick",
            machine={"Processor": "a processor", "Python": "CPython 3.11.7"},
            versions={"granian": "2.8.7"},
            settings={"Contract": "every test", "Cycles": "12"},
        ),
        rows=tuple(rows),
        contracts=tuple(given.get(each, Contract(adapter=each, passed=10, seconds=1)) for each in adapters),
        footprints=tuple(footprint(each) for each in adapters),
        services=tuple(service(row, errors.get(row.name)) for row in measured),
        slices=tuple(slices),
        latencies=tuple(each for row in measured for each in latencies(row)),
    )


def footprint(adapter: str) -> Footprint:
    return Footprint(
        adapter=adapter, dependencies=("one", "two"), installed_bytes=3 * 2**20, handler_lines=90, plumbing_lines=200
    )


def twelve_cycles() -> Results:
    """The floor at 100 µs, alpha at 130, the control at 102, in each of twelve cycles."""
    return results(costing((FLOOR, 100), (ALPHA, 130), (CONTROL, 102)))


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
        plan=Plan(
            cycles=1, budget=60, exact=True, connections=2, requests=dict.fromkeys(OPERATIONS, 4), latency_seconds=1
        ),
        entries=entries,
        database="sqlite",
        seed=1,
        shared=True,
        command="a test",
        contract=contract,
        fill=fill,
        footprint=footprint,
    )


def measured(comparison: Comparison) -> Results:
    with Processes() as processes:
        return run(comparison, processes, QUIET)


def with_cycles(entries: Sequence[Entry], cycles: int, seed: int = 1) -> Comparison:
    made = comparison(entries)
    return replace(made, plan=replace(made.plan, cycles=cycles), seed=seed)
