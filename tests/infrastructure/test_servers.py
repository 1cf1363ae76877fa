"""A server that does not come up says why; one that is stopped is gone, workers and all."""

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
    """Takes the place of `time`: seconds pass only while somebody sleeps, and then at once."""

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


def test_a_server_answers_from_the_moment_it_is_entered(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with Server(lambda port: ["-c", LISTENING, str(port)], log, {**os.environ, "WHO": "a test"}) as server:
        assert_answers(server)
        assert "serving as a test" in server.read_log()
    assert_refuses(server)


def test_an_early_exit_is_an_error_with_the_end_of_the_log(tmp_path: Path) -> None:
    server = Server(lambda _: ["-c", "import sys; sys.exit('no such table: users')"], tmp_path / "log")
    with pytest.raises(ServerError, match=r"exited with 1 (?s:.*)no such table: users"):
        server.start()


def test_a_silent_server_is_stopped_and_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.servers.time", Clock())
    server = Server(lambda _: ["-c", "import signal; signal.pause()"], tmp_path / "log")
    with pytest.raises(ServerError, match="not live after"):
        server.start()
    assert server.process is None


def test_a_server_that_ignores_the_request_to_stop_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.servers.SECONDS_TO_STOP", 0)
    with Server(lambda port: ["-c", STUBBORN, str(port)], tmp_path / "log") as server:
        assert_answers(server)
    assert_refuses(server)


def test_a_killed_server_is_gone_without_a_word_and_starts_again(tmp_path: Path) -> None:
    with Server(lambda port: ["-c", STUBBORN, str(port)], tmp_path / "log") as server:
        server.kill()
        assert_refuses(server)
        server.start()
        assert_answers(server)
        server.kill()


def test_a_stopped_server_starts_again_where_it_was(tmp_path: Path) -> None:
    with Server(lambda port: ["-c", LISTENING, str(port)], tmp_path / "log") as server:
        server.stop()
        assert_refuses(server)
        server.start()
        assert_answers(server)


def test_the_command_runs_under_the_interpreter_of_the_tests(tmp_path: Path) -> None:
    server = Server(lambda _: ["-c", "import sys; sys.exit(sys.executable)"], tmp_path / "log")
    with pytest.raises(ServerError, match=sys.executable):
        server.start()
