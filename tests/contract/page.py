"""Reads the tables of docs/contract.md, from which the suite takes its lists."""

from itertools import takewhile
from pathlib import Path

PAGE = (Path(__file__).parents[2] / "docs" / "contract.md").read_text(encoding="utf-8")


def table(*header: str) -> list[list[str]]:
    """The rows of the one table with this header, as cells."""
    lines, first = PAGE.splitlines(), f"| {' | '.join(header)} |"
    if lines.count(first) != 1:
        raise ValueError(f"docs/contract.md must have one table with the header {first}")
    rows = list(takewhile(lambda line: line.startswith("|"), lines[lines.index(first) + 2 :]))
    cells = [[cell.strip() for cell in row[1:].removesuffix("|").split("|")] for row in rows]
    for row, found in zip(rows, cells, strict=True):
        if len(found) != len(header):
            raise ValueError(f"docs/contract.md: not a row of {len(header)} cells: {row}")
    return cells
