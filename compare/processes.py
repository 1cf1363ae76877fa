"""Starts other programs, and stops them when the comparison ends for whatever reason."""

import os
import signal
import subprocess
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

from tests import lifeline

STOP_SECONDS = 5
INTERRUPTS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Processes:
    """The programs started in this block, each in a process group of its own. Leaving the block stops what still runs.

    Inside, an interrupt raises KeyboardInterrupt, once, and never between a program's start and its registration.
    """

    def __init__(self) -> None:
        self._running: list[subprocess.Popen[bytes]] = []
        self._handlers: dict[signal.Signals, Any] = {}
        self._deferred = False
        self._pending = False

    def __enter__(self) -> "Processes":
        lifeline.guard()
        self._handlers = {number: signal.signal(number, self._interrupt) for number in INTERRUPTS}
        return self

    def __exit__(self, *_: object) -> None:
        for process in list(self._running):
            self.stop(process)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        # A second Ctrl-C must not break off the stopping of servers that the first one began.
        for each in self._handlers:
            signal.signal(each, signal.SIG_IGN)
        if self._deferred:
            self._pending = True
        else:
            raise KeyboardInterrupt

    @contextmanager
    def uninterrupted(self) -> Generator[None]:
        """Delay an interrupt to the end of this block."""
        self._deferred = True
        try:
            yield
        finally:
            self._deferred = False
        if self._pending:
            self._pending = False
            raise KeyboardInterrupt

    def start(
        self, command: Sequence[str], *, log: Path, environment: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a program whose output, errors included, goes to the log file.

        It inherits the environment of this process without the settings of the application.
        """
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("LIKEWISE_")}
        with self.uninterrupted(), log.open("wb") as output:
            process = subprocess.Popen(  # noqa: S603  # commands of this package alone, no shell
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**inherited, **(environment or {})},
                start_new_session=True,
            )
            self._running.append(process)
            lifeline.watch_group(process.pid)
        return process

    def run(
        self, command: Sequence[str], *, log: Path, timeout: float, environment: Mapping[str, str] | None = None
    ) -> int | None:
        """Run a program to its end and return its exit code, or None if it was stopped after `timeout` seconds."""
        process = self.start(command, log=log, environment=environment)
        try:
            return process.wait(timeout)
        except subprocess.TimeoutExpired:
            return None
        finally:
            self.stop(process, patience=0)  # k6 would first finish its requests

    def stop(self, process: subprocess.Popen[bytes], patience: float = STOP_SECONDS) -> None:
        """Ask the whole group to end, wait, then kill what is left of it."""
        self._signal(process, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience)
        # The leader may end before its children. The group keeps its number until the last of them has ended.
        self._signal(process, signal.SIGKILL)
        process.wait()
        lifeline.forget_group(process.pid)
        self._running.remove(process)

    @staticmethod
    def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)


def tail(log: Path, lines: int = 20) -> str:
    """The last lines of a log, or a remark that there are none."""
    text = log.read_text(encoding="utf-8", errors="replace").strip() if log.exists() else ""
    return "\n".join(text.splitlines()[-lines:]) or "(the log is empty)"
