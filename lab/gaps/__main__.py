"""python -m lab.gaps: measure the frameworks, tell what is not as the ledger says; with --write, write the ledger."""

import signal
import sys

import click

from compare.gaps import FRAMEWORKS, read
from lab.gaps.changes import changes
from lab.gaps.ledger import ledger, versions, write
from lab.gaps.measure import measure_plain
from lab.gaps.rows import ROWS


@click.command()
@click.option("--write", "to_write", is_flag=True, help="Write docs/gaps.json and docs/gaps.md.")
def main(*, to_write: bool) -> None:
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # servers and directories must not outlive the run
    measured: dict[str, dict[str, str]] = {}
    for framework in FRAMEWORKS:
        measured[framework] = measure_plain(framework, ROWS)
        kept = sum(measured[framework][row.name] == row.wanted for row in ROWS)
        click.echo(f"{versions()[framework]}: {kept} of {len(ROWS)} rows as the contract, by itself")
    if to_write:
        write(ledger(measured, versions()))
        return
    found = [change for framework in FRAMEWORKS for change in changes(read(), framework, measured[framework])]
    click.echo("\n".join(found) or "docs/gaps.md is what was measured.")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
