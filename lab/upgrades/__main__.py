"""`python -m lab.upgrades`: tries every release and writes docs/upgrades.json and docs/upgrades.md."""

import os
import platform
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import requests
from pypi_simple import PyPISimple, UnsupportedContentTypeError
from rich.console import Console

from compare import contract
from compare.processes import Processes
from compare.upgrades import MARKS, Outcome
from lab.facts import FRAMEWORKS
from lab.upgrades.outcomes import PAGE, outcome, write
from lab.upgrades.releases import Release, minor_releases

INTERRUPTED = 130
DAYS_A_MONTH = 30.44


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--adapter", "frameworks", multiple=True, type=click.Choice(FRAMEWORKS), help="Only this; repeatable.")
@click.option("--months", type=click.IntRange(1), default=24, show_default=True, help="How far to go back.")
@click.option("--newest", type=click.IntRange(1), help="Try only so many releases of each; write nothing.")
@click.option("--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, show_default=True, help="At a time.")
@click.option("--index", default="https://pypi.org/simple/", show_default=True, help="Where to look for releases.")
def main(*, frameworks: tuple[str, ...], months: int, newest: int | None, jobs: int, index: str) -> None:
    """Run the contract on each adapter, unchanged, with the releases of its framework of the last months.

    Each release gets an environment of its own in a temporary directory, newest first. Ctrl-C ends everything and
    changes nothing.
    """
    since = datetime.now(UTC) - timedelta(days=months * DAYS_A_MONTH)
    try:
        with PyPISimple(index, accept="application/vnd.pypi.simple.v1+json") as client:
            listed = [minor_releases(name, since, client)[:newest] for name in frameworks or FRAMEWORKS]
    except (requests.RequestException, UnsupportedContentTypeError) as error:
        raise click.ClickException(f"The package index does not list the releases: {error}") from None
    releases = [release for each in listed for release in each]
    console = Console(highlight=False)
    console.print(f"{len(releases)} releases, {jobs} at a time, a minute each. Ctrl-C ends it and writes nothing.")
    try:
        outcomes = try_all(releases, jobs, console)
    except KeyboardInterrupt:
        console.print("Stopped: nothing is left running, nothing was written.")
        sys.exit(INTERRUPTED)
    if newest is not None:
        console.print(f"{PAGE.name} stays as it is: it covers all releases.")
        return
    write(outcomes, months=months, tried=datetime.now(UTC).date().isoformat(), python=platform.python_version())
    console.print(PAGE.name, "written")


def try_all(releases: list[Release], jobs: int, console: Console) -> list[Outcome]:
    """Try them, so many at a time, and print each outcome; return them in the order given."""
    by_name = {str(release): release for release in releases}
    outcomes: dict[str, Outcome] = {}

    def command(name: str, junit: Path) -> list[str]:
        release = by_name[name]
        trial = [sys.executable, "-m", "lab.upgrades.trial", release.framework, str(junit)]
        return [*trial, *release.requirements]

    with tempfile.TemporaryDirectory(prefix="likewise-upgrades-") as directory, Processes() as processes:
        for told in contract.run(processes, list(by_name), command, Path(directory), jobs):
            outcomes[told.adapter] = each = outcome(by_name[told.adapter], told, Path(directory, f"{told.adapter}.xml"))
            counts = f"{each.passed} passed, {each.failed} failed" if each.passed or each.failed else each.why
            place = f"{len(outcomes)} of {len(releases)}"
            console.print(f"{MARKS[each.verdict]} {each.framework} {each.version}: {counts} ({place})", markup=False)
    return [outcomes[name] for name in by_name]


if __name__ == "__main__":
    main(prog_name="python -m lab.upgrades")
