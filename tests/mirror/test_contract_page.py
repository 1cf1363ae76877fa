"""docs/contract.md lists the operations and problems that there are, and names tests that exist."""

import re
from collections.abc import Iterator
from pathlib import Path

from core.errors import LikewiseError
from core.http.operation import Access
from core.http.operations import OPERATIONS
from tests.contract.operations import ACCESS, OPEN, Operation
from tests.contract.operations import OPERATIONS as LISTED
from tests.contract.page import PAGE, table

ROOT = Path(__file__).parents[2]


def access(operation: Operation) -> Access:
    if operation.name in OPEN:
        return Access.OPEN
    return Access.TOKEN if operation.access == {"": "any token"} else Access.CURRENT


def test_the_operations_are_those_of_core() -> None:
    assert [(*each[:4], access(each), sorted(each.statuses), each.problems) for each in LISTED] == [
        (
            operation.id,
            operation.method,
            operation.path,
            "multipart" if operation.upload else operation.body.__name__ if operation.body else "",
            operation.access,
            operation.successes,
            {error.slug for error in operation.raises} | ({"malformed-multipart"} if operation.upload else set()),
        )
        for operation in OPERATIONS
    ]


def test_every_access_is_that_of_an_operation() -> None:
    assert {who for operation in LISTED for who in operation.access.values()} == ACCESS.keys()


def test_the_problems_are_those_of_core() -> None:
    written = [row[:4] for row in table("name", "status", "title", "detail", "further headers")]
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
