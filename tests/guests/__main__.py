"""python -m tests.guests: run all guests and report those that differ; --write writes docs/guests.md."""

import sys
import tempfile
from collections.abc import Generator
from pathlib import Path

import click

from tests.databases import open_databases
from tests.deployment import prepare
from tests.endings import end_with_the_verdict
from tests.guests.page import PAGE, page
from tests.guests.running import MODULES, Run, run

end_with_the_verdict()


@click.command()
@click.option("--write", "to_write", is_flag=True, help="Write docs/guests.md.")
def main(*, to_write: bool) -> None:
    """Run each guest on a plain application and on the adapter."""
    runs = [*run_all()]
    differences = [f"{each.name}, {each.guest.name}: {found}" for each in runs for found in each.differences()]
    if to_write and not differences:
        PAGE.write_text(page(runs), encoding="utf-8")
    click.echo("\n".join(differences) or f"{len(runs)} guests behave as in a plain application.")
    sys.exit(1 if differences else 0)


def run_all() -> Generator[Run]:
    """Run every guest, each on a fresh database."""
    with open_databases("sqlite", None, prepare) as databases, tempfile.TemporaryDirectory() as directory:
        for name, module in MODULES.items():
            for number, guest in enumerate(module.GUESTS):
                with databases.temporary() as database:
                    yield run(name, guest, database.url, Path(directory, f"{name}-{number}"))


if __name__ == "__main__":
    main()
