"""Fixtures that send a probe to any server and check its answer.

They need two more fixtures: `known` has the values that probes name, and `outcome` returns what the server does with a
probe by itself.
"""

import select
from collections.abc import Callable

import pytest

from tests.clients.base import Client
from tests.clients.connection import Connection, method_of
from tests.clients.response import Response
from tests.clients.socket import SocketClient
from tests.contract.answers import check
from tests.contract.probes.probe import LIVE, Probe, get
from tests.contract.probes.prober import Known
from tests.contract.probes.server_owned import CLOSED, WAITS, Outcome

SECONDS_OF_SILENCE = 0.25


@pytest.fixture
def wire(client: Client) -> SocketClient:
    assert isinstance(client, SocketClient)
    return client


@pytest.fixture
def ask(wire: SocketClient, known: Known, outcome: Callable[[Probe], Outcome | None]) -> Callable[[Probe], None]:
    """Send a probe and check its outcome."""

    def ask(probe: Probe) -> None:
        sent = known.fill(probe.sent)
        owned = outcome(probe)
        with wire.connect() as connection:
            connection.send(sent)
            if owned == WAITS:
                assert not select.select([connection.socket], [], [], SECONDS_OF_SILENCE)[0]
                return
            response = connection.receive(method_of(sent))
            if owned is not None:
                assert (CLOSED if response is None else response.status) == owned
                return
            assert probe.answer is not None, (
                "the server answers this probe, but the table of server-owned probes lacks it"
            )
            assert response is not None, "the server closed the connection without an answer"
            probe.answer(response, known)
            if not probe.ends:
                goes_on_or_ends(connection, known, sent, response)

    return ask


def goes_on_or_ends(connection: Connection, known: Known, sent: bytes, response: Response) -> None:
    """Send one more request and check its answer.

    The server may have closed the connection instead, if it announced that or left a body unread.
    """
    connection.send(known.fill(get("/health/live")))
    following = connection.receive("GET")
    if following is not None:
        check(following, 200, LIVE)
        return
    head = sent.partition(b"\r\n\r\n")[0].lower()
    said = response.header("connection") == ["close"]
    unread = b"\r\ncontent-length:" in head or b"\r\ntransfer-encoding:" in head
    assert said or unread, "the server closed the connection without announcing it"
