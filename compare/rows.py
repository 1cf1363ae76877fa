"""Which rows a comparison has, and the commands that start each one."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from compare.results import Kind, Row

PORT = "{port}"
ADAPTERS: dict[str, Kind] = {
    "litestar": "async",
    "fastapi": "async",
    "flask": "sync",
    "sanic": "async",
    "standalone-asgi": "async",
    "standalone-wsgi": "sync",
}
FLOORS: dict[Kind, str] = {"async": "standalone-asgi", "sync": "standalone-wsgi"}
PACKAGES = {
    "litestar": "litestar_app",
    "fastapi": "fastapi_app",
    "flask": "flask_app",
    "sanic": "sanic_app",
    "standalone-asgi": "standalone",
    "standalone-wsgi": "standalone",
}
CHOICES = {
    "sanic": ("--server", "granian"),
    "standalone-asgi": ("--server", "asgi"),
    "standalone-wsgi": ("--server", "wsgi"),
}


@dataclass(frozen=True)
class Entry:
    """A row and the command that serves it; `{port}` in the command becomes a free port of the loopback interface."""

    row: Row
    command: tuple[str, ...]


def command(adapter: str, *arguments: str, environments: Path | None = None) -> tuple[str, ...]:
    """The adapter's own command line, in its package's environment below `environments`, else in this very Python."""
    python = sys.executable if environments is None else str(environments / PACKAGES[adapter] / "bin" / "python")
    return (python, "-m", PACKAGES[adapter], *arguments)


def entries(chosen: Sequence[str], environments: Path | None = None) -> list[Entry]:
    """The rows for these adapters: their floors come along, Sanic's own server too, and one floor twice as the control.

    `environments` is a folder with a virtual environment for each package; without it, Advanced Alchemy imports
    Litestar into every server, because it is installed.

    Raises a click error for a name that is no adapter.
    """

    def serve(adapter: str, *choice: str) -> tuple[str, ...]:
        options = ("--host", "127.0.0.1", "--port", PORT, "--workers", "1", *choice)
        return command(adapter, "serve", *options, environments=environments)

    for name in chosen:
        if name not in ADAPTERS:
            raise click.BadParameter(f"{name!r} is no adapter; choose from {', '.join(ADAPTERS)}")
    floors = [floor for kind, floor in FLOORS.items() if floor in chosen or any(ADAPTERS[a] == kind for a in chosen)]
    made: list[Entry] = []
    for name, kind in ADAPTERS.items():
        if name in floors:
            row = Row(name=name, adapter=name, kind=kind, role="floor", floor=None, server="Granian")
        elif name in chosen:
            row = Row(name=name, adapter=name, kind=kind, role="adapter", floor=FLOORS[kind], server="Granian")
        else:
            continue
        made.append(Entry(row, serve(name, *CHOICES.get(name, ()))))
    if "sanic" in chosen:
        own = Row(
            name="sanic (own server)",
            adapter="sanic",
            kind="async",
            role="extra",
            floor=FLOORS["async"],
            server="Sanic",
        )
        made.append(Entry(own, serve("sanic", "--server", "sanic")))
    twin = floors[0]
    control = Row(
        name=f"{twin} again",
        adapter=twin,
        kind=ADAPTERS[twin],
        role="control",
        floor=twin,
        server="Granian",
    )
    made.append(Entry(control, serve(twin, *CHOICES.get(twin, ()))))
    return made
