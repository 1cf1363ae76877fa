"""What came of each test, and whose it is: rows of the verdict, one an operation."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.conform.journal import AT_LARGE
from tests.contract.operations import OPERATIONS

UNTOLD = "answers that disagree"  # of several operations, and it is not certain which is wrong


@dataclass(frozen=True)
class Failure:
    """Why a test failed, in few words: what was asked, what must come, what came."""

    request: str
    expected: str
    came: str


@dataclass(frozen=True)
class Result:
    """One test: the operations it asked, or if it failed, the one it blames and all that may be wrong."""

    test: str
    operations: frozenset[str]
    failure: Failure | None = None
    blamed: str = AT_LARGE
    suspects: frozenset[str] = frozenset()

    @property
    def certain(self) -> bool:
        return self.failure is not None and self.suspects <= {self.blamed}


@dataclass
class Row:
    """One line of the verdict."""

    name: str
    passed: list[Result] = field(default_factory=list[Result])
    failed: list[Result] = field(default_factory=list[Result])


def rows(results: Iterable[Result]) -> list[Row]:
    """Every operation in the contract's order, then HTTP at large, then what is not certain.

    A failed test counts once, where it failed; a test that passed counts for every operation it asked, but not for
    those that only made its users.
    """
    results = list(results)
    table = {name: Row(name) for name in (*(name for name, _, _ in OPERATIONS), AT_LARGE, UNTOLD)}
    certain = Counter(result.blamed for result in results if result.certain)
    for result in results:
        if result.failure is not None:
            table[culprit(result, certain)].failed.append(result)
        else:
            for name in result.operations or {AT_LARGE}:
                table[name].passed.append(result)
    return list(table.values())


def culprit(result: Result, certain: Counter[str]) -> str:
    """Whose answer is wrong, where two disagree: one that other tests have found wrong, or nobody's."""
    if result.certain or certain[result.blamed]:
        return result.blamed
    known = [name for name in result.suspects if certain[name]]
    return known[0] if len(known) == 1 else UNTOLD
