"""What came of each test, and whose it is: rows of the verdict, one an operation."""

from collections.abc import Iterable, Set
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
    stood: frozenset[str] = frozenset()  # operations whose successes were compared whole, and were right

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
    wrong = {result.blamed for result in results if result.certain}
    stood = {name for result in results for name in result.stood}
    open_cases = [result for result in results if result.failure is not None and not known(result, wrong)]
    for result in results:
        if result.failure is not None:
            table[known(result, wrong) or common(result, open_cases, stood) or UNTOLD].failed.append(result)
        else:
            for name in result.operations or {AT_LARGE}:
                table[name].passed.append(result)
    return list(table.values())


def known(result: Result, wrong: Set[str]) -> str | None:
    """Whose answer is wrong: where two disagree, the one that another test has found wrong by itself."""
    if result.blamed in wrong:
        return result.blamed
    names = sorted(result.suspects & wrong)
    return names[0] if len(names) == 1 else None


def common(result: Result, open_cases: Iterable[Result], stood: Set[str]) -> str | None:
    """The one operation that explains this failure and all that share a suspect with it, if there is just one.

    Of several, those count whose answers never were found right elsewhere.
    """
    suspects, group = set(result.suspects), [result]
    while more := [case for case in open_cases if case not in group and suspects & case.suspects]:
        group += more
        suspects.update(*(case.suspects for case in more))
    names = suspects.intersection(*(case.suspects for case in group))
    if len(names) > 1:
        names -= stood
    return names.pop() if len(names) == 1 else None
