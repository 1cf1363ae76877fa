"""Programs that a test starts, waits for, and then ends by a signal."""

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
"""Seconds after which something hangs, however slow the machine is."""
ANNOUNCE = "ANNOUNCE"
"""Names the environment variable with the path of a pipe to a test that waits."""


@contextmanager
def heeding_interrupts() -> Generator[None]:
    """What is started in this block ends on SIGINT, even where a shell started the tests with `&`, which ignores it.

    A program inherits which signals are ignored, and Python installs no handler for one that is.
    """
    previous = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, previous)


def start_announcing(
    arguments: list[str], directory: Path, environment: Mapping[str, str]
) -> tuple["subprocess.Popen[bytes]", str]:
    """Start `python ARGUMENTS` in the directory; return it with what it, or a program below it, announces first.

    What it prints is in `announcing.log`.
    """
    log, path = directory / "announcing.log", directory / "announced"
    os.mkfifo(path)
    pipe = os.open(path, os.O_RDWR)  # a writer too, or the end of another one would be the end of the file
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
    """Called in the program: what its test waits for has happened. Without such a test it does nothing."""
    with suppress(KeyError, OSError):
        pipe = os.open(os.environ[ANNOUNCE], os.O_WRONLY | os.O_NONBLOCK)
        os.write(pipe, f"{text}\n".encode())
        os.close(pipe)
