"""The table of upgrades as a data file: what each release of a framework makes of its unchanged adapter."""

from pathlib import Path
from typing import Literal

from compare.results import Record

PATH = Path(__file__).parent.parent / "docs" / "upgrades.json"
Verdict = Literal["green", "yellow", "red", "not installable"]
MARKS: dict[Verdict, str] = {"green": "✓", "yellow": "!", "red": "✗", "not installable": "·"}


class Outcome(Record):
    """One release and what its contract came to.

    `why` is the first failure, the first deprecation warning, or why it cannot be installed. `reason` is the sentence
    that somebody wrote about it, if the release is red.
    """

    framework: str
    version: str
    released: str
    verdict: Verdict
    passed: int = 0
    failed: int = 0
    why: str = ""
    reason: str = ""


class Upgrades(Record):
    """The whole file; `months` is how far it goes back, `tried` a date, `python` the version it was tried with."""

    tried: str
    python: str
    months: int
    outcomes: tuple[Outcome, ...]

    @property
    def frameworks(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.framework for each in self.outcomes))

    def of(self, framework: str) -> tuple[Outcome, ...]:
        """The releases of a framework, newest first."""
        return tuple(each for each in self.outcomes if each.framework == framework)

    def kept(self, framework: str) -> int:
        """On how many of them the adapter keeps the contract, warnings or not."""
        return sum(each.verdict in {"green", "yellow"} for each in self.of(framework))


def read(path: Path = PATH) -> Upgrades:
    """Read the committed table."""
    return Upgrades.model_validate_json(path.read_text(encoding="utf-8"))
