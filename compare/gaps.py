"""The gap ledger as a data file: what each framework answers by itself, row by row, and which symbol closes the gap."""

from pathlib import Path
from typing import Literal

from compare.results import Record

PATH = Path(__file__).parent.parent / "docs" / "gaps.json"


# A defect is wrong whoever asks: a secret echoed, a lost write confirmed, an error of the server for an error of the
# client, what breaks an RFC. A policy is what the contract has decided, and others decide otherwise.
Kind = Literal["defect", "policy"]
SERVER_ERRORS = ("500", "no answer", "no HTTP")


class Line(Record):
    """One rule.

    `answers` and `closed` are by framework. `closed` and `shared`, which is in core, name symbols: `strict.py:get`.
    """

    name: str
    rule: str
    kind: Kind
    test: str
    wanted: str
    answers: dict[str, str]
    closed: dict[str, tuple[str, ...]]
    shared: tuple[str, ...]

    def kept(self, framework: str) -> bool:
        """Whether the framework keeps the rule by itself."""
        return self.answers[framework] == self.wanted

    def kind_of(self, answer: str) -> Kind:
        """What an answer is that is not the contract's; an error of the server is a defect whatever the rule."""
        failed = answer.startswith(SERVER_ERRORS) and not self.wanted.startswith(SERVER_ERRORS)
        return "defect" if failed else self.kind


class Chapter(Record):
    """Rows that belong together."""

    title: str
    lines: tuple[Line, ...]


class Variant(Record):
    """Another plain application of a framework, and its answers by row where they differ from the first one's."""

    framework: str
    title: str
    first: str
    answers: dict[str, str]


class Ledger(Record):
    """The whole file; `versions` are what was measured, by framework, the framework first."""

    versions: dict[str, str]
    chapters: tuple[Chapter, ...]
    variants: tuple[Variant, ...] = ()

    @property
    def frameworks(self) -> tuple[str, ...]:
        return tuple(self.versions)

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for chapter in self.chapters for line in chapter.lines)

    def conforming(self, framework: str) -> int:
        """How many rows a framework keeps by itself."""
        return sum(line.kept(framework) for line in self.lines)

    def open(self, framework: str, kind: Kind) -> int:
        """How many rows of a kind a framework does not keep by itself."""
        answers = ((line, line.answers[framework]) for line in self.lines if not line.kept(framework))
        return sum(line.kind_of(answer) == kind for line, answer in answers)


def read(path: Path = PATH) -> Ledger:
    """Read the committed ledger."""
    return Ledger.model_validate_json(path.read_text(encoding="utf-8"))
