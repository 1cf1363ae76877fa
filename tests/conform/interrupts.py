"""Delays Ctrl-C to the end of a request, so that everything the server created is known and can be deleted."""

import signal
import threading
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType


class Interrupts:
    """Handles SIGINT and SIGTERM; the second signal interrupts at once."""

    def __init__(self) -> None:
        self.depth = 0
        self.pending = False

    @contextmanager
    def handled(self) -> Generator[None]:
        previous = {number: signal.signal(number, self.receive) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in previous.items():
                signal.signal(number, handler)

    def receive(self, number: int, frame: FrameType | None) -> None:
        if self.depth and not self.pending:
            self.pending = True
            return
        self.pending = False
        raise KeyboardInterrupt

    @contextmanager
    def held(self) -> Generator[None]:
        """Put off what comes meanwhile; only the main thread is ever interrupted."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        self.depth += 1
        try:
            yield
        finally:
            self.depth -= 1
        if self.pending and not self.depth:
            self.pending = False
            raise KeyboardInterrupt


interrupts = Interrupts()
