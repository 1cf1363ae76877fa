"""A test run that a signal ends, even SIGKILL, leaves no server running."""

import signal
from pathlib import Path

import psutil
import pytest

from tests.infrastructure.test_runs import PLUGINS
from tests.servers import ROOT
from tests.signals import PATIENCE, start_announcing

# These tests announce the process ids of their servers, and then wait for a signal.
WAITING = """
import signal
from tests.infrastructure.test_servers import LISTENING
from tests.objectstore import S3Server
from tests.postgresql import PostgresqlServer
from tests.redisserver import RedisServer
from tests.servers import Server
from tests.signals import announce

def test_plain_server(tmp_path):
    with Server(lambda port: ["-c", LISTENING, str(port)], tmp_path / "log") as server:
        announce(server.process.pid)
        signal.pause()

def test_every_server(tmp_path):
    plain = Server(lambda port: ["-c", LISTENING, str(port)], tmp_path / "log")
    with plain, S3Server() as store, RedisServer() as redis, PostgresqlServer() as postgresql:
        announce(f"{plain.process.pid} {store.process.pid} {redis.pid} {postgresql.read_pid()}")
        signal.pause()
"""


def end_run(directory: Path, test: str, number: signal.Signals) -> list[psutil.Process]:
    """Run this one test, end the run with the signal, and return the servers and their children that still run."""
    (directory / "test_waiting.py").write_text(WAITING)
    (directory / "pytest.ini").write_text("[pytest]")
    arguments = ["-m", "pytest", *PLUGINS, "-k", test, "test_waiting.py"]
    run, pids = start_announcing(arguments, directory, {"PYTHONPATH": str(ROOT)})
    servers = [psutil.Process(int(pid)) for pid in pids.split()]
    servers += [child for server in servers for child in server.children(recursive=True)]
    run.send_signal(number)
    run.wait(PATIENCE)
    return psutil.wait_procs(servers, PATIENCE)[1]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_run_ended_by_a_signal_that_it_handles_leaves_no_server(tmp_path: Path, number: signal.Signals) -> None:
    assert end_run(tmp_path, "test_plain_server", number) == []


def test_a_run_ended_by_sigkill_leaves_no_server_of_any_kind(tmp_path: Path) -> None:
    assert end_run(tmp_path, "test_every_server", signal.SIGKILL) == []
