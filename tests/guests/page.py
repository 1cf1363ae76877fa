"""The page of guests, docs/guests.md: what it says of each run."""

from collections.abc import Iterable
from pathlib import Path

from tests.adapters import ENTRIES
from tests.guests.running import Run

PAGE = Path(__file__).parents[2] / "docs" / "guests.md"
HEAD = """\
# Guests

A guest is a handler or a feature as a framework's own documentation shows it. Each is added to a plain application of
the framework and to its adapter, with the layer on. The same requests go to both, and the answers must be the same.
`nox -s guests` runs all of them, and `nox -s guests -- --write` writes this page; do not edit it. The link of a guest
leads to the documentation. [tests/guests](../tests/guests) has the code.

"✓" means that every answer has the same status, the same body to the byte, and the same headers. The adapter adds
`X-Request-ID` and `X-Content-Type-Options`, and `Cache-Control` to JSON that says nothing about caching.

"✓, errors are problems" means that this holds for all answers but errors. An error that the framework answers has the
same status, the same headers and the words that are meant for the client, but its body is a problem (RFC 9457). An
error that a guest answers itself stays as it is.
"""


def page(runs: Iterable[Run]) -> str:
    """The whole page, from the runs of all guests, those of one framework together."""
    lines = [HEAD.rstrip()]
    name = ""
    for run in runs:
        if run.name != name:
            name = run.name
            lines += ["", heading(name), "", "| the documentation shows | as plain |", "|---|---|"]
        lines.append(line(run))
    return "\n".join(lines) + "\n"


def heading(name: str) -> str:
    return f"## {ENTRIES[name]['title']}"


def line(run: Run) -> str:
    """The row of one guest."""
    verdict = "✓, errors are problems" if run.has_problems else "✓"
    return f"| [{run.guest.name}]({run.guest.page}) | {verdict} |"


def rows(name: str) -> list[str]:
    """The rows that the page has for a framework."""
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    section = text.partition(f"{heading(name)}\n")[2].partition("\n## ")[0]
    return [row for row in section.splitlines() if row.startswith("| [")]
