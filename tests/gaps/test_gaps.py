"""What the plain applications do is what the ledger says, and the adapters close every row of it."""

import pytest

from tests.clients.base import Client
from tests.databases import Database
from tests.gaps.measure import measure
from tests.gaps.rows import ROWS
from tests.people import login


@pytest.mark.only(transport="socket")
def test_every_adapter_keeps_every_row(client: Client, database: Database) -> None:
    told = measure(ROWS, client, database, lambda _, email, password: login(client, email, password))
    assert told == {row.name: row.wanted for row in ROWS}
