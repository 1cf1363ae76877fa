"""Starts real servers as child processes on a free loopback port, waits for them, and stops them by process id."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

from tests import lifeline

ROOT = Path(__file__).parent.parent
SECONDS_TO_START = 120
"""A bound that only a server that hangs reaches, however busy the machine is."""
SECONDS_TO_STOP = 10


class ServerError(Exception):
    """The server did not start, or exited early; the message ends with its log."""


class Server:
    """`python ARGUMENTS` with this environment, running inside the `with` block."""

    host = "127.0.0.1"

    def __init__(
        self, command: Callable[[int], Sequence[str]], log: Path, environment: Mapping[str, str] | None = None
    ) -> None:
        """Prepare, without starting.

        Args:
            command: returns the arguments of python for a port.
            log: the file for standard output and standard error; each start appends to it.
            environment: the whole environment of the process; that of this process by default.
        """
        self.port = free_port()
        self.arguments = list(command(self.port))
        self.log = log
        self.environment = dict(os.environ if environment is None else environment)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until the server answers.

        Raises:
            ServerError: it exited, or did not answer within 120 seconds.
        """
        with self.log.open("ab") as log:
            # In a session of its own, so that Ctrl-C reaches only the tests, which then stop the server.
            self.process = subprocess.Popen(  # noqa: S603 - the command is the tests' own
                [sys.executable, *self.arguments],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        lifeline.watch_group(self.process.pid)
        try:
            self.wait_until_live()
        except BaseException:
            self.stop()
            raise

    def wait_until_live(self) -> None:
        assert self.process is not None
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise ServerError(self.report(f"exited with {self.process.returncode} before it answered"))
            if self.is_live():
                return
            time.sleep(0.05)
        raise ServerError(self.report(f"not live after {SECONDS_TO_START} seconds"))

    def is_live(self) -> bool:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=1)
        try:
            connection.request("GET", "/health/live")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def stop(self) -> None:
        """Ask the server to stop; after 10 seconds kill it and its workers."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
        lifeline.forget_group(self.process.pid)
        self.process = None

    def kill(self) -> None:
        """Kill the server and its workers at once; return when the port no longer answers."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        lifeline.forget_group(self.process.pid)
        self.process = None
        while self.is_live():
            time.sleep(0.05)

    def report(self, what: str) -> str:
        tail = self.read_log().splitlines()[-50:]
        return "\n".join([f"python {' '.join(self.arguments)}: {what}; the end of its log:", *tail])

    def read_log(self) -> str:
        """Return everything the server has printed so far."""
        return self.log.read_text(errors="replace")

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()


def free_port() -> int:
    """Return a port on which no server listened a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
