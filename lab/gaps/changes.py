"""What a framework does otherwise than the ledger says, in words that tell what to do about it."""

from collections.abc import Iterator, Mapping

from compare.gaps import Ledger
from lab.gaps.closing import place
from lab.gaps.ledger import versions


def changes(told: Ledger, framework: str, answers: Mapping[str, str]) -> Iterator[str]:
    """A sentence for each row that is answered otherwise, or that the ledger does not have."""
    known = {line.name: line for line in told.lines}
    for name in known.keys() ^ answers.keys():
        yield f"the row `{name}` is new or gone; run nox -s gaps -- --write"
    for name, line in known.items():
        before, now = line.answers[framework], answers.get(name, "")
        if name not in answers or now == before:
            continue
        fate = "closed" if now == line.wanted else "new" if before == line.wanted else "another one"
        closing = (place(framework, marker) for marker in line.closed.get(framework, ()))
        where = ", ".join(f"{path}#L{first}" for path, first, _ in closing) or f"{framework}_app"
        yield (
            f'{versions()[framework]} now answers "{now}" where {told.versions[framework]} answered "{before}": '
            f'the gap `{name}` is {fate} (the contract: "{line.wanted}"). '
            f"Run nox -s gaps -- --write, and look at {where}"
        )
