"""Ends the servers of a run that was killed, or ended by a signal that it does not handle, and so cannot stop them.

Each process that starts servers has a guard: a small process that reads from a pipe which servers are running. The
pipe closes when its writer ends, for whatever reason; then the guard kills the remaining servers. The kernel could do
that (PR_SET_PDEATHSIG), but only on Linux, and not for a server that detaches itself, as PostgreSQL does.
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
    """Have the guard kill the process group of this leader when this process ends."""
    _tell(-leader, signal.SIGKILL)


def forget_group(leader: int) -> None:
    """Stop watching a group that has ended: the system may give its number to another one."""
    _tell(-leader, 0)


def watch(process: int, number: signal.Signals) -> None:
    """Have the guard send the signal to that process when this one ends."""
    _tell(process, number)


def forget(process: int) -> None:
    """Stop watching a process that has ended."""
    _tell(process, 0)


@cache
def guard() -> int:
    """Start the guard at the first call; return the writing end of its pipe."""
    # In a session of its own, no signal to the terminal or to the group of this process reaches it.
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
