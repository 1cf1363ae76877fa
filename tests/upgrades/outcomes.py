"""What came of each release: docs/upgrades.json, and the page that is made from it."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal
from xml.etree import ElementTree

from compare.results import Contract
from tests.upgrades.releases import PACKAGES, Release
from tests.upgrades.trial import NOT_INSTALLABLE

DOCS = Path(__file__).parents[2] / "docs"
DATA, PAGE = DOCS / "upgrades.json", DOCS / "upgrades.md"
MARKS = {"green": "✓", "red": "✗", "not installable": "·"}
LONGEST = 240
DECORATION = re.compile(r"^\W+")  # the installer draws a tree

HEAD = """# Upgrades

Each adapter as it is, unchanged, held to the whole contract (in process, on SQLite) on every minor release of its
framework that was the newest at some time in the last {months} months, each by its newest patch. Everything else is as
new as it goes with that release. What a release warns of does not count: only what a client sees.

Written by `nox -s upgrades`; tried on {tried}, with Python {python}.
"""


@dataclass(frozen=True)
class Outcome:
    """One release and what its contract came to; `why` is the first failure, or why it cannot be installed."""

    framework: str
    version: str
    released: str
    verdict: Literal["green", "red", "not installable"]
    passed: int = 0
    failed: int = 0
    why: str = ""


def outcome(release: Release, contract: Contract, junit: Path) -> Outcome:
    """Judge a release by what the suite said, and wrote to the JUnit file if it got as far as that."""
    told = (release.framework, release.version, release.released.date().isoformat())
    if contract.kept:
        return Outcome(*told, "green", contract.passed)
    if contract.error is None:
        return Outcome(*told, "red", contract.passed, contract.failed, first_failure(junit)[:LONGEST])
    first, *log = contract.error.splitlines()
    absent = first.endswith(f"exit code {NOT_INSTALLABLE}")
    said = next((DECORATION.sub("", line) for line in log if line.strip()), first)
    return Outcome(*told, "not installable" if absent else "red", why=said[:LONGEST])


def first_failure(junit: Path) -> str:
    """The first test that failed, without the variant that it failed on, and the first line of why."""
    document = ElementTree.fromstring(junit.read_text(encoding="utf-8"))  # noqa: S314  # the suite's own, a moment old
    for case in document.iter("testcase"):
        for told in (*case.iter("failure"), *case.iter("error")):
            test = f"{case.get('classname', '')}.{case.get('name', '').partition('[')[0]}"
            return f"{test.removeprefix('tests.contract.')}: {told.get('message', '').partition(chr(10))[0]}"
    return ""


def read() -> dict[str, Any]:
    """The data file as it is."""
    return json.loads(DATA.read_text(encoding="utf-8"))


def write(outcomes: Sequence[Outcome], *, months: int, tried: str, python: str) -> None:
    """Put these in the place of what was known of their frameworks, and make the page anew."""
    anew = {each.framework for each in outcomes}
    kept = [Outcome(**each) for each in read()["outcomes"] if each["framework"] not in anew] if DATA.exists() else []
    # One framework after the other, newest first.
    together = sorted([*kept, *outcomes], key=lambda each: list(PACKAGES).index(each.framework))
    data = {"tried": tried, "python": python, "months": months, "outcomes": [asdict(each) for each in together]}
    DATA.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    PAGE.write_text(page(data), encoding="utf-8")


def page(data: dict[str, Any]) -> str:
    """The page of a data file, in Markdown."""
    outcomes = [Outcome(**each) for each in data["outcomes"]]
    lines = [HEAD.format(months=data["months"], tried=data["tried"], python=data["python"])]
    for framework in dict.fromkeys(each.framework for each in outcomes):
        mine = [each for each in outcomes if each.framework == framework]
        green = sum(each.verdict == "green" for each in mine)
        lines += [f"## {framework.title()}: {green} of {len(mine)} green", ""]
        lines += ["| release | of | | passed | failed | first failure, or why not |", "|---|---|---|---|---|---|"]
        lines += [
            f"| {each.version} | {each.released} | {MARKS[each.verdict]} {each.verdict} "
            f"| {each.passed or ''} | {each.failed or ''} | {code(each.why)} |"
            for each in mine
        ]
        lines.append("")
    return "\n".join(lines)


def code(text: str) -> str:
    return f"`{text.replace('|', '/').replace('`', '')}`" if text else ""
