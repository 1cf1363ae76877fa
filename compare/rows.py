"""Which rows a comparison has, and the commands that start each one."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from compare.results import Kind, Row
from tests.adapters import ADAPTERS as REGISTERED
from tests.adapters import FLOORS as FLOOR_FORMS
from tests.adapters import Adapter, Interface

PORT = "{port}"
MEASURED_ON = "granian"
KINDS: dict[Interface, Kind] = {"asgi": "async", "wsgi": "sync"}
FORMS: dict[str, Adapter] = {form.name: form for forms in REGISTERED.values() for form in forms}
ADAPTERS: dict[str, Kind] = {name: KINDS[form.interface] for name, form in FORMS.items()}
FLOORS: dict[Kind, str] = {KINDS[interface]: form.name for interface, form in FLOOR_FORMS.items()}


@dataclass(frozen=True)
class Entry:
    """A row and the command that serves it; `{port}` in the command becomes a free port of the loopback interface."""

    row: Row
    command: tuple[str, ...]


def command(adapter: str, *arguments: str, environments: Path | None = None) -> tuple[str, ...]:
    """The adapter's own command line, in the environment of its package below `environments`, or in this Python."""
    package = FORMS[adapter].package
    python = sys.executable if environments is None else str(environments / package / "bin" / "python")
    return (python, "-m", package, *arguments)


def entries(chosen: Sequence[str], environments: Path | None = None) -> list[Entry]:
    """The rows for these adapters: with their floors, the servers of their own, and one floor twice as the control.

    `environments` is a folder with a virtual environment for each package. Without it, Advanced Alchemy imports
    every installed framework that it supports into every server.

    Raises a click error for an unknown name.
    """

    def serve(adapter: str, server: str = MEASURED_ON) -> tuple[str, ...]:
        options = ("--host", "127.0.0.1", "--port", PORT, "--workers", "1", *FORMS[adapter].servers[server])
        return command(adapter, "serve", *options, environments=environments)

    for name in chosen:
        if name not in ADAPTERS:
            raise click.BadParameter(f"{name!r} is not an adapter; choose from {', '.join(ADAPTERS)}")
    floors = [floor for kind, floor in FLOORS.items() if floor in chosen or any(ADAPTERS[a] == kind for a in chosen)]
    made: list[Entry] = []
    extra: list[Entry] = []
    for name, kind in ADAPTERS.items():
        if name in floors:
            row = Row(name=name, adapter=name, kind=kind, role="floor", floor=None, server=title(MEASURED_ON))
        elif name in chosen:
            floor = FLOORS[kind]
            row = Row(name=name, adapter=name, kind=kind, role="adapter", floor=floor, server=title(MEASURED_ON))
            for server in FORMS[name].servers:
                if server != MEASURED_ON:
                    named = f"{name} ({'own' if server == name else server} server)"
                    own = Row(name=named, adapter=name, kind=kind, role="extra", floor=floor, server=title(server))
                    extra.append(Entry(own, serve(name, server)))
        else:
            continue
        made.append(Entry(row, serve(name)))
    twin = floors[0]
    kind = ADAPTERS[twin]
    control = Row(name=f"{twin} again", adapter=twin, kind=kind, role="control", floor=twin, server=title(MEASURED_ON))
    return [*made, *extra, Entry(control, serve(twin))]


def title(server: str) -> str:
    """A server's name as the report writes it."""
    return server.capitalize()
