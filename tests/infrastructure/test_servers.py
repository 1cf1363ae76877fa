"""A server that fails to start raises an error with its log; a stopped server no longer listens."""

import os
import socket
import sys
from pathlib import Path

import pytest

from tests.clients.socket import SocketClient
from tests.servers import Server, ServerError
from tests.signals import PATIENCE

LISTENING = """
import http.server, os, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.send_header("Content-Length", "0"); self.end_headers()
print("serving as", os.environ.get("WHO"), flush=True)
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)" + LISTENING


class Clock:
    """Replaces `time`: only `sleep` moves it, and returns at once."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def assert_answers(server: Server) -> None:
    with SocketClient(server.host, server.port) as client:
        assert client.request("GET", "/health/live").status == 200


def assert_refuses(server: Server) -> None:
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((server.host, server.port), timeout=PATIENCE)


def test_a_server_answers_inside_its_with_block_and_refuses_after_it(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with Server(lambda port: ["-c", LISTENING, str(port)], log, {**os.environ, "WHO": "a test"}) as server:
        assert_answers(server)
        assert "serving as a test" in server.read_log()
    assert_refuses(server)


def test_a_server_that_exits_early_raises_an_error_with_the_end_of_its_log(tmp_path: Path) -> None:
    server = Server(lambda _: ["-c", "import sys; sys.exit('no such table: users')"], tmp_path / "log")
    with pytest.raises(ServerError, match=r"exited with 1 (?s:.*)no such table: users"):
        server.start()


def test_a_server_that_never_answers_is_stopped_and_raises_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.servers.time", Clock())
    server = Server(lambda _: ["-c", "import signal; signal.pause()"], tmp_path / "log")
    with pytest.raises(ServerError, match="not live after"):
        server.start()
    assert server.process is None


def test_a_server_that_ignores_sigterm_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.servers.SECONDS_TO_STOP", 0)
    with Server(lambda port: ["-c", STUBBORN, str(port)], tmp_path / "log") as server:
        assert_answers(server)
    assert_refuses(server)


def test_a_killed_server_refuses_connections_and_can_start_again(tmp_path: Path) -> None:
    with Server(lambda port: ["-c", STUBBORN, str(port)], tmp_path / "log") as server:
        server.kill()
        assert_refuses(server)
        server.start()
        assert_answers(server)
        server.kill()


def test_a_stopped_server_can_start_again_on_its_port(tmp_path: Path) -> None:
    with Server(lambda port: ["-c", LISTENING, str(port)], tmp_path / "log") as server:
        server.stop()
        assert_refuses(server)
        server.start()
        assert_answers(server)


def test_a_server_runs_under_the_interpreter_of_the_tests(tmp_path: Path) -> None:
    server = Server(lambda _: ["-c", "import sys; sys.exit(sys.executable)"], tmp_path / "log")
    with pytest.raises(ServerError, match=sys.executable):
        server.start()
