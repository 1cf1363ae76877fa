"""The facts about each framework: its server, its packages, and the symbols that close each row in its adapter."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from tests.adapters import ADAPTERS

# The adapters whose framework has a plain application to measure.
FRAMEWORKS = tuple(name for name in ADAPTERS if Path(__file__).with_name(f"{name}.toml").exists())


@dataclass(frozen=True)
class Facts:
    """One file. `folder` is what the paths in `closes` are relative to; `packages` maps titles to distributions.

    `variants` are further plain applications: a module, what it has (`title`) and what it replaces (`first`).
    """

    folder: str
    closes: Mapping[str, Sequence[str]]
    server: Sequence[str] = ()
    packages: Mapping[str, str] | None = None
    variants: Sequence[Mapping[str, str]] = ()

    @property
    def title(self) -> str:
        """The name of the framework, as it writes it."""
        return next(iter(self.packages or {}), "")

    @property
    def versions(self) -> str:
        """The installed versions, as in "Flask 3.1.3, Werkzeug 3.1.9"."""
        return ", ".join(f"{title} {version(package)}" for title, package in (self.packages or {}).items())

    @property
    def closed(self) -> set[str]:
        """The rows that something closes."""
        return {row for rows in self.closes.values() for row in rows}

    def symbols(self, row: str) -> tuple[str, ...]:
        """The symbols, as `file:symbol`, that close a row."""
        return tuple(symbol for symbol, rows in self.closes.items() if row in rows)


@cache
def facts(name: str) -> Facts:
    """Read the facts about a framework, or about "core"."""
    read = tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))
    folder = "" if name == "core" else f"{ADAPTERS[name][0].package.partition('.')[0]}/"
    return Facts(folder, **read)
