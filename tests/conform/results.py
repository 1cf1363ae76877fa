"""The result of each test, and the rows of the verdict: one for each operation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tests.conform.journal import AT_LARGE
from tests.contract.operations import OPERATIONS


@dataclass(frozen=True)
class Failure:
    """Why a test failed: the message, the statements of the tests that led there, and every exchange of the test."""

    message: str
    trace: Sequence[str]
    exchanges: Sequence[str]


@dataclass(frozen=True)
class Result:
    """One test, the operations it asked, and its failure if it failed."""

    test: str
    operations: frozenset[str]
    failure: Failure | None = None


@dataclass
class Row:
    """One line of the verdict."""

    name: str
    passed: list[Result] = field(default_factory=list[Result])
    failed: list[Result] = field(default_factory=list[Result])


def rows(results: Iterable[Result]) -> list[Row]:
    """Return a row for each operation in the contract's order, then one for HTTP at large.

    A test counts for every operation it asked, but not for those that only created and logged in its users.
    """
    table = {name: Row(name) for name in (*(operation.name for operation in OPERATIONS), AT_LARGE)}
    for result in results:
        for name in result.operations or {AT_LARGE}:
            row = table[name]
            (row.failed if result.failure else row.passed).append(result)
    return list(table.values())
