"""Ends the servers of a run that can no longer stop them itself: killed, or ended by a signal that nobody handles.

A guard, one small process for each process that starts servers, reads from a pipe which servers there are. The pipe
closes when its writer ends, however it ends; then the guard kills the servers that are left. The kernel could do so by
itself (PR_SET_PDEATHSIG), but on Linux alone, and not for a server that detaches itself, as PostgreSQL does.
"""

import atexit
import os
import signal
import subprocess
import sys
from functools import cache

GUARD = """
import os, sys
watched = {}
for line in sys.stdin:
    target, number = map(int, line.split())
    if number:
        watched[target] = number
    else:
        watched.pop(target, None)
for target, number in watched.items():
    try:
        os.kill(target, number)
    except OSError:
        pass
"""


def watch_group(leader: int) -> None:
    """From now on, the process group of this leader does not outlive this process."""
    _tell(-leader, signal.SIGKILL)


def forget_group(leader: int) -> None:
    """The group has ended, and its number may soon be somebody else's."""
    _tell(-leader, 0)


def watch(process: int, number: signal.Signals) -> None:
    """From now on, this process gets the signal when this process here ends."""
    _tell(process, number)


def forget(process: int) -> None:
    """The process has ended."""
    _tell(process, 0)


@cache
def guard() -> int:
    """Start the guard, the first time; return the end of the pipe that is written to."""
    # A session of its own: no signal to the terminal or to the group of this process reaches it.
    process = subprocess.Popen(  # noqa: S603 - this Python, and the program above
        [sys.executable, "-ISc", GUARD],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert process.stdin is not None
    atexit.register(process.communicate)
    return process.stdin.fileno()


def _tell(target: int, number: int) -> None:
    os.write(guard(), b"%d %d\n" % (target, number))
