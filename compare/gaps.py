"""The gap ledger as a data file: what each framework answers by itself, row by row, and which symbol closes the gap."""

from pathlib import Path

from compare.results import Record

PATH = Path(__file__).parent.parent / "docs" / "gaps.json"


class Line(Record):
    """One rule.

    `answers` and `closed` are by framework. `closed` and `shared`, which is in core, name symbols: `strict.py:get`.
    """

    name: str
    rule: str
    test: str
    wanted: str
    answers: dict[str, str]
    closed: dict[str, tuple[str, ...]]
    shared: tuple[str, ...]

    def kept(self, framework: str) -> bool:
        """Whether the framework keeps the rule by itself."""
        return self.answers[framework] == self.wanted


class Chapter(Record):
    """Rows that belong together."""

    title: str
    lines: tuple[Line, ...]


class Ledger(Record):
    """The whole file; `versions` are what was measured, by framework, the framework first."""

    versions: dict[str, str]
    chapters: tuple[Chapter, ...]

    @property
    def frameworks(self) -> tuple[str, ...]:
        return tuple(self.versions)

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for chapter in self.chapters for line in chapter.lines)

    def conforming(self, framework: str) -> int:
        """How many rows a framework keeps by itself."""
        return sum(line.kept(framework) for line in self.lines)


def read(path: Path = PATH) -> Ledger:
    """Read the committed ledger."""
    return Ledger.model_validate_json(path.read_text(encoding="utf-8"))
