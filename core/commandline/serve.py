"""`serve`: checks what a server needs, and starts it. Every adapter can run under Granian, on equal terms."""

import multiprocessing
import os
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Literal

import click
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from ..settings import Settings
from .checks import require_free_address, require_login_counter, require_migrated_if_reachable
from .environment import read_settings, set_missing_secret

Server = Callable[[Settings], None]
"""Serves an application until it is interrupted."""


def serve(server: Server, package: str) -> None:
    """Serve with the settings of the environment, until interrupted."""
    set_missing_secret()
    settings = read_settings(Settings)
    require_login_counter(settings)
    require_migrated_if_reachable(settings, package)
    address = require_free_address(settings)
    if settings.port:  # with 0 the system chooses one, and the server prints it
        click.echo(f"[INFO] API documentation: {origin(settings)}/docs", err=True)
    with shared_metrics(settings):
        server(settings.model_copy(update={"host": address}))


def granian(target: str, interface: Literal["asgi", "wsgi"]) -> Server:
    """Return a server that runs `target` ("module:factory") under Granian."""

    def run(settings: Settings) -> None:
        Granian(
            target,
            factory=True,
            interface=Interfaces(interface),
            address=settings.host,
            port=settings.port,
            workers=settings.workers,
            # Ctrl-C reaches a worker twice, from the terminal and from Granian. Under WSGI some then never end.
            workers_kill_timeout=5,
            respawn_failed_workers=True,  # else all workers end when one dies
            log_level=LogLevels(settings.log_level),
            # Of HTTP/2 in clear text Granian takes 16 MiB of header fields for each stream, without a login.
            http=HTTPModes.http1,
            websockets=False,
        ).serve()

    return run


def origin(settings: Settings) -> str:
    """Return the URL under which a browser reaches the server."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}"


@contextmanager
def shared_metrics(settings: Settings) -> Generator[None]:
    """Let several workers share their metrics, in a directory that must be set before prometheus_client is imported."""
    if settings.workers == 1:
        yield
        return
    multiprocessing.set_start_method("spawn")  # a fork would inherit the client that this process has imported
    with tempfile.TemporaryDirectory(prefix="likewise-metrics-") as directory:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = directory
        yield
