"""Which statuses the stream has to reach, and how often it reached each."""

from collections import Counter
from collections.abc import Mapping

from core.contract.operations import OPERATIONS

# Statuses that no request brings about.
EXCLUDED: Mapping[int, str] = {
    500: "nothing that can be sent may cause it: where it appears, the test fails",
    503: "needs a database that does not answer: the contract's test of readiness stops one",
}

Tally = Counter[tuple[str, int]]


def declared() -> list[tuple[str, int]]:
    """Every operation with every status that it declares and that a request can bring about."""
    return [
        (operation.id, status)
        for operation in OPERATIONS
        for status in sorted({operation.status, *(error.status for error in operation.errors)} - EXCLUDED.keys())
    ]


def unreached(tally: Tally) -> list[tuple[str, int]]:
    return [cell for cell in declared() if not tally[cell]]


def successes(tally: Tally) -> float:
    """The part of the answers that are 2xx."""
    return sum(number for (_, status), number in tally.items() if 200 <= status < 300) / max(1, tally.total())


def table(tally: Tally) -> list[str]:
    """One line for each operation, with its statuses and how often each was answered."""
    operations = list(dict.fromkeys([operation.id for operation in OPERATIONS] + sorted({name for name, _ in tally})))
    lines = [f"{tally.total()} requests to each adapter, {successes(tally):.1%} answered with 2xx"]
    for operation in operations:
        told = sorted((status, number) for (name, status), number in tally.items() if name == operation)
        lines.append(f"  {operation:15}" + "  ".join(f"{status}: {number}" for status, number in told))
    return lines
