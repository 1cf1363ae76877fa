"""`nox -s proof`: copies of one application must tie; one copy that works a tenth more must be called, and it alone."""

import json
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import SystemRandom

import click
from rich.console import Console

from compare.judge import Judgement, judge
from compare.measure import Comparison, fill_commands, run
from compare.plan import FULL, Plan
from compare.processes import Processes
from compare.results import OPERATIONS, Operation, Row
from compare.rows import FLOORS, PORT, Entry
from core.commandline.environment import read_settings
from core.commandline.serve import granian
from core.settings import Settings
from lab.proof.application import PLANTED

COPIES = 5
SHARE = 0.1
KEPT = """<testsuite><testcase classname="copies" name="keep what the floor keeps"/></testsuite>"""


@click.group(invoke_without_command=True)
@click.option("--runs", type=click.IntRange(1), default=10, show_default=True, help="How often each half is shown.")
@click.option("--cycles", type=click.IntRange(12), default=FULL.cycles, show_default=True)
@click.option("--seed", type=int, help="Repeats the orders of an earlier run.")
@click.pass_context
def main(context: click.Context, *, runs: int, cycles: int, seed: int | None) -> None:
    """Compare five copies of the floor, then again with 10 % of work added to one of them."""
    if context.invoked_subcommand is not None:
        return
    seed = SystemRandom().getrandbits(32) if seed is None else seed
    click.echo(f"{runs} times, {cycles} cycles each, --seed {seed}")
    wrong = 0
    for number in range(runs):
        alike = compared({}, cycles, seed + number)
        called = calls(alike)
        more: dict[Operation, float] = {operation: SHARE * cost(alike, operation) for operation in OPERATIONS}
        found = calls(compared(more, cycles, seed + number))
        only = bool(found) and all(call == f"{name(COPIES - 1)} more" for call in found)
        wrong += bool(called) + (not only)
        told = "as it should be" if not called and only else "WRONG"
        click.echo(f"{number + 1}: alike, called {called or 'nothing'}; planted, called {found or 'nothing'}: {told}")
    click.echo(f"{2 * runs - wrong} of {2 * runs} as they should be")
    sys.exit(1 if wrong else 0)


@main.command(hidden=True)
@click.argument("port", type=int)
@click.argument("planted")
def serve(port: int, planted: str) -> None:
    """Serve one copy; `planted` is what it adds, as JSON."""
    os.environ[PLANTED] = planted
    settings = read_settings(Settings).model_copy(update={"port": port})
    granian("lab.proof.application:create_planted", "asgi")(settings)


def name(copy: int) -> str:
    return f"copy {copy}"


def compared(planted: Mapping[Operation, float], cycles: int, seed: int) -> Judgement:
    """Measure the copies and judge them; the last of them has the planted work, in microseconds."""
    entries = [entry(copy, planted if copy == COPIES - 1 else {}) for copy in range(COPIES)]
    comparison = Comparison(
        plan=Plan(cycles=cycles, budget=0, exact=True, latency_rounds=0),
        entries=entries,
        database="sqlite",
        seed=seed,
        shared=True,
        command="nox -s proof",
        contract=kept,
        fill=fill_commands,
    )
    with Processes() as processes:
        results = run(comparison, processes, Console(quiet=True))
    if results.failures:
        raise click.ClickException("; ".join(results.failures))
    return judge(results)


def entry(copy: int, planted: Mapping[Operation, float]) -> Entry:
    floor = FLOORS["async"]
    role, over = ("adapter", name(0)) if copy else ("floor", None)
    row = Row(name=name(copy), adapter=floor, kind="async", role=role, floor=over, server="Granian")
    return Entry(row, (sys.executable, "-m", "lab.proof", "serve", PORT, json.dumps(planted)))


def kept(_: str, junit: Path) -> Sequence[str]:
    """The command of a contract that is kept: what is shown here is the measuring."""
    return (sys.executable, "-c", f"open({str(junit)!r}, 'w').write({KEPT!r})")


def calls(judgement: Judgement) -> list[str]:
    """Every difference that is called."""
    found = ((row, figure.call) for (row, _, _), figure in judgement.figures.items() if figure.call in {"more", "less"})
    return sorted({f"{row} {call}" for row, call in found})


def cost(judgement: Judgement, operation: Operation) -> float:
    """The floor's processor time of a request, in microseconds."""
    figure = judgement.figure(name(0), "cpu", operation)
    assert figure is not None, "the floor has no figure"
    return figure.median


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # servers must not outlive the run
    main(prog_name="python -m lab.proof")
