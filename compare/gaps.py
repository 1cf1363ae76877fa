"""The gap ledger as a data file: what each framework answers by itself, row by row, and by what name it is closed."""

from pathlib import Path

from compare.results import Record

PATH = Path(__file__).parent.parent / "docs" / "gaps.json"
FRAMEWORKS = ("litestar", "fastapi", "flask", "sanic")


class Line(Record):
    """One rule; `answers` and `closed`, markers like `binding.py:get`, are by framework, `shared` is core's."""

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
    """The whole file; `versions` is what was measured, by framework, as in "Flask 3.1.3, Werkzeug 3.1.4"."""

    versions: dict[str, str]
    chapters: tuple[Chapter, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for chapter in self.chapters for line in chapter.lines)

    def conforming(self, framework: str) -> int:
        """How many rows a framework keeps by itself."""
        return sum(line.kept(framework) for line in self.lines)


def read(path: Path = PATH) -> Ledger:
    """Read the committed ledger."""
    return Ledger.model_validate_json(path.read_text(encoding="utf-8"))
