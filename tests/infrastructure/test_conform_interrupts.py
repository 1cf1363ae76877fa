"""Ctrl-C during a run of `tests.conform` leaves nothing on the server and no open socket."""

import signal
import socket
from pathlib import Path

import pytest

from tests.conform.client import RecordingClient
from tests.conform.interrupts import interrupts
from tests.conform.journal import Journal
from tests.conform.target import parse
from tests.infrastructure.conforming import INTERRUPTED, counts, finish, start, url_of
from tests.servers import Server


@pytest.mark.parametrize(("kind", "keyword"), [("posts", "not probes"), ("documents", "probes")])
def test_ctrl_c_during_a_conform_run_leaves_nothing_on_the_server(
    sound_server: Server, kind: str, keyword: str, tmp_path: Path
) -> None:
    before = counts(sound_server)
    run = start(url_of(sound_server), tmp_path, "-k", keyword, before=INTERRUPTED.format(kind))
    verdict = finish(run, tmp_path)
    assert (verdict.code, verdict.report["problem"]) == (2, "interrupted")
    assert verdict.report["left_behind"] == []
    assert counts(sound_server) == before


def test_ctrl_c_while_conform_connects_leaves_no_open_socket(
    sound_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect, opened = socket.create_connection, list[socket.socket]()

    def interrupted(address: tuple[str, int], timeout: float) -> socket.socket:
        opened.append(connect(address, timeout))
        signal.raise_signal(signal.SIGINT)
        return opened[0]

    monkeypatch.setattr(socket, "create_connection", interrupted)
    address = parse(url_of(sound_server))
    with interrupts.handled(), RecordingClient(address, Journal()) as client, pytest.raises(KeyboardInterrupt):
        client.connect()
    assert [each.fileno() for each in opened] == [-1]
