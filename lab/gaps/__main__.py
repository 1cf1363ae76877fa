"""python -m lab.gaps: measure the frameworks and report what differs from the ledger; --write writes the ledger."""

import signal
import sys

import click

from compare.gaps import Variant, read
from lab.facts import FRAMEWORKS, facts
from lab.gaps.changes import changed_variants, changes, wrong_claims, wrong_references
from lab.gaps.ledger import build, difference, write
from lab.gaps.measure import measure_plain
from lab.gaps.rows import ROWS
from tests.endings import end_with_the_verdict

end_with_the_verdict()


@click.command()
@click.option("--write", "to_write", is_flag=True, help="Write docs/gaps.json and docs/gaps.md.")
def main(*, to_write: bool) -> None:
    """Measure the plain applications, and check that every reference of the ledger leads somewhere."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # servers and directories must not outlive the run
    measured: dict[str, dict[str, str]] = {}
    variants: list[Variant] = []
    for framework in FRAMEWORKS:
        measured[framework] = measure_plain(framework, ROWS)
        kept = sum(measured[framework][row.name] == row.wanted for row in ROWS)
        click.echo(f"{facts(framework).versions}: {kept} of {len(ROWS)} rows as the contract, by itself")
        for variant in facts(framework).variants:
            answers = measure_plain(framework, ROWS, variant["module"])
            variants.append(difference(framework, variant, measured[framework], answers))
    ledger = build(measured, {framework: facts(framework).versions for framework in FRAMEWORKS}, variants)
    problems = [*wrong_references(ROWS, (*FRAMEWORKS, "core")), *wrong_claims(ledger)]
    if to_write:
        write(ledger)
    else:
        for framework in FRAMEWORKS:
            problems += changes(read(), framework, measured[framework], facts(framework).versions)
        problems += changed_variants(read(), variants)
    click.echo("\n".join(problems) or "docs/gaps.md says what was measured.")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
