"""docs/rights.md shows the table that the contract is tested against."""

from tests.contract.rights import TABLE
from tests.servers import ROOT


def test_the_documented_rights_are_the_tested_ones() -> None:
    assert TABLE in (ROOT / "docs" / "rights.md").read_text()
