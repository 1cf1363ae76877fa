"""python -m lab.layer: measure what each adapter keeps without its layer; --write writes docs/layer.md."""

import signal
import sys
from collections.abc import Iterator, Sequence

import click

from lab.layer.measure import measure
from lab.layer.page import PATH, Counts, page
from lab.layer.rules import Rule, rules
from tests.adapters import ADAPTERS
from tests.endings import end_with_the_verdict

end_with_the_verdict()


@click.command()
@click.option("--write", is_flag=True, help="Write docs/layer.md.")
def main(*, write: bool) -> None:
    """Run the strict tests without the layer, and compare what fails with docs/layer.md."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # servers and directories must not outlive the run
    counts: Counts = {}
    for adapter in ADAPTERS:
        counts[adapter] = measure(adapter)
        failed = sum(count.failed for count in counts[adapter].values())
        click.echo(f"{adapter}: {failed} cases need the layer")
    contract = rules()
    problems = list(wrong_marks(contract, counts))
    if write:
        PATH.write_text(page(contract, counts), encoding="utf-8")
    elif PATH.read_text(encoding="utf-8") != page(contract, counts):
        problems.append("docs/layer.md does not say what was measured; run nox -s layer -- --write")
    click.echo("\n".join(problems) or "docs/layer.md says what was measured.")
    sys.exit(1 if problems else 0)


def wrong_marks(contract: Sequence[Rule], counts: Counts) -> Iterator[str]:
    """Yield a sentence for each test that needs the layer, and no rule names it; and for each that needs none."""
    named = {test for rule in contract for test in rule.tests}
    strict = {test for tests in counts.values() for test, count in tests.items() if count.strict}
    failing = {test for tests in counts.values() for test, count in tests.items() if count.failed}
    for test in sorted(failing - named):
        yield f"no rule of docs/contract.md names {test}, which fails without the layer"
    for test in sorted(strict - failing):
        yield f"{test} is marked strict, and passes everywhere without the layer"


if __name__ == "__main__":
    main()
