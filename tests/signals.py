"""Starts programs that a test waits for and then ends by a signal."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from tests import lifeline

PATIENCE = 120
"""A bound in seconds that only something that hangs reaches, however slow the machine is."""
ANNOUNCE = "ANNOUNCE"
"""The environment variable with the path of a pipe to the waiting test."""


@contextmanager
def heeding_interrupts() -> Generator[None]:
    """Programs started in this block end on SIGINT, even if a shell started the tests with `&` and so ignores SIGINT.

    A program inherits ignored signals, and Python installs no handler for an ignored one.
    """
    previous = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, previous)


def start_announcing(
    arguments: list[str], directory: Path, environment: Mapping[str, str]
) -> tuple["subprocess.Popen[bytes]", str]:
    """Start `python ARGUMENTS` in the directory; return it with the first announcement from it or from a child.

    Its output goes to `announcing.log`.
    """
    log, path = directory / "announcing.log", directory / "announced"
    os.mkfifo(path)
    pipe = os.open(path, os.O_RDWR)  # also for writing, or the file would end when another writer closes it
    try:
        with heeding_interrupts(), log.open("wb") as output:
            process = subprocess.Popen(  # noqa: S603 - the commands are the tests' own
                [sys.executable, *arguments],
                cwd=directory,
                env={**os.environ, **environment, ANNOUNCE: str(path)},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        lifeline.watch(process.pid, signal.SIGKILL)
        while not select.select([pipe], [], [], 0.1)[0]:
            assert process.poll() is None, log.read_text()
        return process, os.read(pipe, 1000).decode().splitlines()[0]
    finally:
        os.close(pipe)


def announce(text: object) -> None:
    """Called in the program: send the text to the waiting test. Without such a test, do nothing."""
    with suppress(KeyError, OSError):
        pipe = os.open(os.environ[ANNOUNCE], os.O_WRONLY | os.O_NONBLOCK)
        os.write(pipe, f"{text}\n".encode())
        os.close(pipe)
