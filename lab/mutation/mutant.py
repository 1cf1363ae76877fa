"""A mutant: one adapter with one thing wrong, as the files that differ."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.adapters import ADAPTERS

ROOT = Path(__file__).parents[2]
PACKAGES = {name: forms[0].package for name, forms in ADAPTERS.items()}


@dataclass(frozen=True)
class Mutant:
    """`files` maps the paths of the files that differ, relative to the root, to what they are to hold."""

    adapter: str
    title: str
    files: Mapping[str, str]
    operator: str | None = None
    """The one that made it; None where it was written by hand."""

    @property
    def name(self) -> str:
        return f"{self.adapter}:{self.title}"

    @property
    def module(self) -> str:
        """The first file that differs, by its place in the package."""
        return next(iter(self.files), "/").split("/", 1)[1]

    def diff(self) -> str:
        """What is wrong, as a unified diff with a line of context."""
        return "".join(
            "".join(
                difflib.unified_diff(
                    (ROOT / path).read_text(encoding="utf-8").splitlines(keepends=True),
                    text.splitlines(keepends=True),
                    path,
                    path,
                    n=1,
                )
            )
            for path, text in self.files.items()
        )


def unchanged(adapter: str) -> Mutant:
    """No mutant at all: it must survive, or what the others die of says nothing."""
    return Mutant(adapter, "unchanged", {})
