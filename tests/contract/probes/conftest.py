"""Asks a server what a probe says, and holds the answer against the contract, or the server's own ways."""

import select
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.clients.base import Client
from tests.clients.connection import Connection, method_of
from tests.clients.response import Response
from tests.clients.socket import SocketClient
from tests.contract.answers import check
from tests.contract.filing import file
from tests.contract.probes.probe import CONTENT, LIVE, Known, Probe, get
from tests.contract.probes.server_owned import CLOSED, WAITS, outcome_of
from tests.deployment import Deployment
from tests.people import RUN, SUPERUSER, People, Person
from tests.variants import Variant

HERE = Path(__file__).parent
SECONDS_OF_SILENCE = 0.25


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All are about bytes on a wire, and none about a database."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.only(transport="socket", database="sqlite"))


@pytest.fixture
def wire(client: Client) -> SocketClient:
    assert isinstance(client, SocketClient)
    return client


@pytest.fixture(scope="session")
def known(shared: Deployment) -> Known:
    """Made once for each server: a probe changes nothing."""
    person = People(shared.client, Random(RUN))(email=f"prober-{RUN}@example.com", name="Prober")
    superuser = Person(shared.client, SUPERUSER.email, SUPERUSER.name, SUPERUSER.password)
    return Known(person, superuser, file(person, content=CONTENT)["id"])


@pytest.fixture
def ask(wire: SocketClient, known: Known, variant: Variant, request: pytest.FixtureRequest) -> Callable[[Probe], None]:
    """Send a probe and check what comes of it."""
    area = request.node.path.stem.removeprefix("test_")

    def ask(probe: Probe) -> None:
        sent = known.fill(probe.sent)
        owned = outcome_of(area, probe.name, variant)
        with wire.connect() as connection:
            connection.send(sent)
            if owned == WAITS:
                assert not select.select([connection.socket], [], [], SECONDS_OF_SILENCE)[0]
                return
            response = connection.receive(method_of(sent))
            if owned is not None:
                assert (CLOSED if response is None else response.status) == owned
                return
            assert probe.answer is not None, "server-owned, but not in the table"
            assert response is not None, "closed without an answer"
            probe.answer(response, known)
            if not probe.ends:
                goes_on_or_ends(connection, sent, response)

    return ask


def goes_on_or_ends(connection: Connection, sent: bytes, response: Response) -> None:
    """Ask once more: the answer is to this and nothing else, unless the server has closed, and had a reason to."""
    connection.send(get("/health/live"))
    following = connection.receive("GET")
    if following is not None:
        check(following, 200, LIVE)
        return
    head = sent.partition(b"\r\n\r\n")[0].lower()
    said = response.header("connection") == ["close"]
    unread = b"\r\ncontent-length:" in head or b"\r\ntransfer-encoding:" in head
    assert said or unread, "closed without having said so"
