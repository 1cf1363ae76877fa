"""A mutant: one file of the project with one place changed, named by its symbol and not by a line."""

import ast
import difflib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Mutant:
    """A node of a file, and the text in its place; None removes its lines.

    `number` tells apart what one operator does to one symbol.
    """

    target: str
    file: str
    symbol: str
    operator: str
    number: int
    node: ast.AST = field(repr=False, compare=False)
    by: str | None

    @property
    def name(self) -> str:
        return f"{self.file}{':' if self.symbol else ''}{self.symbol} {self.operator} {self.number}"

    @property
    def text(self) -> str:
        """The whole mutated file."""
        return replace(source(self.file), self.node, self.by)

    @property
    def differs(self) -> bool:
        """Whether it is Python, and another program than the original."""
        try:
            return ast.dump(ast.parse(self.text)) != ast.dump(ast.parse(source(self.file)))
        except SyntaxError:
            return False

    @property
    def diff(self) -> str:
        """The change, as a unified diff with two lines of context."""
        before = source(self.file).splitlines(keepends=True)
        return "".join(difflib.unified_diff(before, self.text.splitlines(keepends=True), self.file, self.file, n=2))


@cache
def source(file: str) -> str:
    return (ROOT / file).read_text(encoding="utf-8")


def replace(text: str, node: ast.AST, by: str | None) -> str:
    """Return the source with another text in place of a node, or without the lines of the node."""
    lines = text.encode().splitlines(keepends=True)
    first, last = extent(node)
    if by is None:
        del lines[first[0] : last[0] + 1]
    else:
        before, after = lines[first[0]][: first[1]], lines[last[0]][last[1] :]
        lines[first[0] : last[0] + 1] = [before + by.encode() + after]
    return b"".join(lines).decode()


def extent(node: ast.AST) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return where a node begins and ends: line and column, both from zero."""
    first = node.pattern if isinstance(node, ast.match_case) else node
    last = node.body[-1] if isinstance(node, ast.match_case) else node
    located: dict[str, int] = {**vars(first), "end_lineno": vars(last)["end_lineno"]}
    end = vars(last)["end_col_offset"]
    return (located["lineno"] - 1, located["col_offset"]), (located["end_lineno"] - 1, end)
