"""Starting servers: Granian on equal terms for all, and what several workers need to be counted as one."""

import multiprocessing
import os
import socket
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Literal

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from ..settings import Settings

Server = Callable[[Settings], None]


def granian(target: str, interface: Literal["asgi", "wsgi"]) -> Server:
    """Serve the application that `target` ("module:factory") makes under Granian."""

    def serve(settings: Settings) -> None:
        Granian(
            target,
            factory=True,
            interface=Interfaces(interface),
            address=settings.host,
            port=settings.port,
            workers=settings.workers,
            # Ctrl-C reaches a worker twice, from the terminal and from Granian: under WSGI some then wait for ever.
            workers_kill_timeout=5,
            respawn_failed_workers=True,  # else the death of one ends them all
            log_level=LogLevels(settings.log_level),
            websockets=False,
        ).serve()

    return serve


def origin(settings: Settings) -> str:
    """Where a browser finds what is served."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}"


def check_address(settings: Settings) -> None:
    """See whether the address is free before a server tries, and panics. Raises OSError."""
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as servers do: the last one's connections linger
        probe.bind((settings.host, settings.port))


@contextmanager
def counted_together(settings: Settings) -> Generator[None]:
    """Let several workers' metrics be read as one: kept in a directory named before prometheus_client is imported."""
    if settings.workers == 1:
        yield
        return
    multiprocessing.set_start_method("spawn")  # a fork would inherit the client that this process has imported
    with tempfile.TemporaryDirectory(prefix="likewise-metrics-") as directory:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = directory
        yield
