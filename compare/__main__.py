"""The command line: `python -m compare` measures, judges and draws; `judge` and `draw` start from a data file."""

import random
import shlex
import sys
from pathlib import Path
from typing import cast

import click
from rich.console import Console

from compare import contract, draw, measure, terminal
from compare.databases import DatabaseName
from compare.plan import make_plan
from compare.results import read
from compare.rows import ADAPTERS, entries
from compare.run import run

DataFile = click.argument("results", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--quick",
    is_flag=True,
    help="12 cycles at least, the contract of users, within 3 minutes; without it 40, all, within 15.",
)
@click.option("--adapters", metavar="NAME,…", help=f"Only these, with their floors: {', '.join(ADAPTERS)}.")
@click.option("--database", type=click.Choice(["sqlite", "postgresql"]), default="sqlite", show_default=True)
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), default="report", show_default=True)
@click.option("--cycles", type=click.IntRange(1, 1000), help="Measure every row exactly so many times.")
@click.option(
    "--environments",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with a virtual environment for each package; without it all servers share this one.",
)
@click.option("--seed", type=int, help="Repeats an earlier run: the order of the rows, and the contract's random data.")
@click.pass_context
def main(
    context: click.Context,
    *,
    quick: bool,
    adapters: str | None,
    database: str,
    output: Path,
    cycles: int | None,
    environments: Path | None,
    seed: int | None,
) -> None:
    """Measure the adapters side by side on this machine, and write a report.

    Every adapter runs the contract. The servers of those that keep it all stay up, on copies of the same database, and
    are asked in turn, cycle after cycle. The output directory receives index.html, the report, and results.json, every
    raw figure. Ctrl-C stops every server and leaves no report.
    """
    if context.invoked_subcommand is None:
        names = adapters.split(",") if adapters else list(ADAPTERS)
        comparison = plan_aloud(
            names,
            cast("DatabaseName", database),
            environments,
            quick=quick,
            cycles=cycles,
            seed=seed,
        )
        sys.exit(run(comparison, output, Console()))


def plan_aloud(
    names: list[str],
    database: DatabaseName,
    environments: Path | None,
    *,
    quick: bool,
    cycles: int | None,
    seed: int | None,
) -> measure.Comparison:
    """Decide what to measure and for how long, and say so."""
    chosen = entries(names, environments and environments.resolve())
    count = len({entry.row.adapter for entry in chosen})
    plan = make_plan(quick=quick, cycles=cycles)
    seed = random.randrange(2**32) if seed is None else seed  # noqa: S311  # an order to repeat, no secret
    minutes = (plan.contract_seconds(count) + plan.total_seconds(len(chosen))) / 60
    click.echo(
        f"{len(chosen)} rows on {database}, {plan.cycles} cycles{'' if plan.exact else ' or more'}, seed {seed}: "
        f"about {minutes:.0f} minutes. Ctrl-C stops everything and leaves no report."
    )
    return measure.Comparison(
        plan=plan,
        entries=chosen,
        database=database,
        seed=seed,
        shared=environments is None,
        command=shlex.join(["python", "-m", "compare", *sys.argv[1:]]),
        contract=contract.suite(database, seed, brief=plan.brief),
        fill=measure.fill_commands,
    )


@main.command("judge")
@DataFile
def judge_command(results: Path) -> None:
    """Print the verdict table of a data file."""
    terminal.show(read(results), Console())


@main.command("draw")
@DataFile
def draw_command(results: Path) -> None:
    """Draw the report of a data file, as index.html beside it."""
    page = results.with_name("index.html")
    draw.write(read(results), page)
    click.echo(page)


if __name__ == "__main__":
    main(prog_name="python -m compare")
