"""The rights that docs/rights.md shows are those that are tested, and agree with core's table of operations."""

import pytest

from core.http.operation import Access, Operation
from core.http.operations import OPERATIONS
from tests.contract import rights
from tests.servers import ROOT

# Of nobody, a deactivated and a deleted user, whose tokens are still valid: who is refused with a 401.
REFUSED = {
    Access.OPEN: set[str](),
    Access.TOKEN: {"nobody"},
    Access.CURRENT: {"nobody", "deactivated", "deleted"},
}


def test_the_page_shows_the_tested_rights() -> None:
    assert rights.TABLE in (ROOT / "docs" / "rights.md").read_text()


def test_every_operation_has_tested_rights() -> None:
    assert list(dict.fromkeys(name for name, _, _ in rights.rows())) == [operation.id for operation in OPERATIONS]


# A login is open, and answers 401 to wrong credentials.
@pytest.mark.parametrize("operation", [each for each in OPERATIONS if each.id != "login"], ids=lambda each: each.id)
def test_the_tested_rights_are_those_of_the_operation(operation: Operation) -> None:
    for name, part, statuses in rights.rows():
        if name == operation.id:
            assert {role for role, status in statuses.items() if status == 401} == REFUSED[operation.access], part
