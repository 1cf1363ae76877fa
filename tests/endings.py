"""How a command ends: its verdict is the last thing that it prints."""

import atexit
import os


def end_with_the_verdict() -> None:
    """Discard what is printed to standard error once Python has ended.

    DuckDB's binding then lists objects that it calls leaked, in forty lines, after applications ran in this process.
    Call this before other exit handlers are registered: they run first, and still print.
    """
    atexit.register(discard_errors)


def discard_errors() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
