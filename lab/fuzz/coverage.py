"""Lists the outcomes that the stream must reach, and counts how often it reached each."""

from collections import Counter
from collections.abc import Mapping

from core.errors import Busy, Conflict, LikewiseError, NotReady, RefreshRunning
from core.http.operation import Operation
from core.http.operations import OPERATIONS
from tests.clients.response import Response

# Errors that no request can cause.
EXCLUDED: Mapping[type[LikewiseError], str] = {
    LikewiseError: "nothing that can be sent may cause it: where it appears, the test fails",
    NotReady: "needs a database that does not answer: the contract's test of readiness stops one",
    Busy: "needs a pool without a free connection: the contract's test holds them all",
    Conflict: "needs a COMMIT that fails: the contract's test makes one",
    RefreshRunning: "needs a refresh that is under way: one request is sent at a time, the contract's test holds one",
}
PROBLEM = "/problems/"
REFUSED = "refused by a server"
HALF = 0.5  # at least this part of the answers is 2xx

# The id of an operation and an outcome: a status, with the type of a problem.
Cell = tuple[str, str]
Tally = Counter[Cell]


def outcome(response: Response) -> str:
    problem = ""
    if response.status >= 400 and response.body:
        try:
            problem = str(response.json()["type"]).removeprefix(PROBLEM)
        except (ValueError, LookupError, TypeError):
            problem = "?"
    return f"{response.status} {problem}".strip()


def refusals(operation: Operation) -> dict[str, type[LikewiseError]]:
    """Return the errors that an operation declares and that a request can cause, by outcome."""
    return {f"{error.status} {error.slug}": error for error in operation.possible_errors if error not in EXCLUDED}


def declared() -> list[Cell]:
    """Every operation with every outcome that it declares and that a request can cause."""
    return [
        (operation.id, told)
        for operation in OPERATIONS
        for told in (*map(str, operation.successes), *sorted(refusals(operation)))
    ]


def unreached(tally: Tally) -> list[Cell]:
    return [cell for cell in declared() if not tally[cell]]


def successes(tally: Tally) -> float:
    """Return the part of the answers that is 2xx."""
    return sum(number for (_, told), number in tally.items() if told.startswith("2")) / max(1, tally.total())


def table(tally: Tally) -> list[str]:
    """Return one line for each operation, with its outcomes and how often each came."""
    operations = list(dict.fromkeys([operation.id for operation in OPERATIONS] + sorted({name for name, _ in tally})))
    lines = [f"{tally.total()} requests to each adapter, {successes(tally):.1%} answered with 2xx"]
    for operation in operations:
        told = sorted((answer, number) for (name, answer), number in tally.items() if name == operation)
        statuses = Counter(answer[:3] for answer, _ in told)
        # The type of a problem matters where a status has several.
        counts = (
            f"{answer if statuses[answer[:3]] > 1 or answer == REFUSED else answer[:3]}: {number}"
            for answer, number in told
        )
        lines.append(f"  {operation:21}" + "  ".join(counts))
    return lines
