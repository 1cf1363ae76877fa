"""docs/contract.md lists the operations and problems that there are, and names tests that exist."""

import re
from collections.abc import Iterator
from pathlib import Path

from core.errors import LikewiseError
from core.http.operation import Access
from core.http.operations import OPERATIONS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "contract.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line.startswith("| ")]
ACCESS = {Access.OPEN: "open", Access.TOKEN: "token", Access.CURRENT: "now"}


def test_the_operations_are_those_of_core() -> None:
    written = [row for row in ROWS if len(row) == 5 and row[2] in ACCESS.values()]
    assert [(row[0], row[1].split(",")[0], row[2], statuses(row[3]), names(row[4])) for row in written] == [
        (
            f"`{operation.id}`",
            f"{operation.method} {operation.path}",
            ACCESS[operation.access],
            {str(status) for status in operation.successes},
            {error.slug for error in operation.raises} | ({"malformed-multipart"} if operation.upload else set()),
        )
        for operation in OPERATIONS
    ]


def statuses(cell: str) -> set[str]:
    return set(re.findall(r"\b[1-5]\d\d\b", cell))


def names(cell: str) -> set[str]:
    return set(cell.split(", ")) - {""}


def test_the_problems_are_those_of_core() -> None:
    written = [row[:4] for row in ROWS if len(row) == 5 and row[1].isdecimal()]
    problems = sorted(error_types(LikewiseError), key=lambda error: error.status)
    assert written == [[error.slug, str(error.status), error.title, error.detail] for error in problems]


def test_every_test_that_is_named_exists() -> None:
    named = re.findall(r"`([\w/]+\.py)::(test_\w+)`", PAGE)
    assert named
    files = {file: ROOT / "tests" / "contract" / file for file, _ in named}
    assert [file for file, path in files.items() if not path.exists()] == []
    functions = {file: set(re.findall(r"^def (\w+)\(", path.read_text(), re.MULTILINE)) for file, path in files.items()}
    assert [f"{file}::{test}" for file, test in named if test not in functions[file]] == []


def error_types(root: type[LikewiseError]) -> Iterator[type[LikewiseError]]:
    yield root
    for error in root.__subclasses__():
        yield from error_types(error)
