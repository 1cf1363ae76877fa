"""Judges each release, keeps the outcome in docs/upgrades.json, and writes the page from it."""

import re
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

from compare import upgrades
from compare.results import Contract
from compare.upgrades import MARKS, Outcome, Upgrades, Verdict
from lab.facts import FRAMEWORKS, facts
from lab.upgrades.deprecations import SUFFIX
from lab.upgrades.reasons import reason
from lab.upgrades.releases import Release
from lab.upgrades.trial import NOT_INSTALLABLE

DATA, PAGE = upgrades.PATH, upgrades.PATH.with_suffix(".md")
LONGEST = 240
DECORATION = re.compile(r"^\W+")  # the installer draws a tree
PLACE = re.compile(r" \(/[^)]*\)")  # where a module lies: in a temporary directory

HEAD = """# Upgrades

Each adapter, unchanged, runs the whole contract (in process, on SQLite) on every minor release of its framework that
was the newest at some time in the last {months} months, in its newest patch. Other packages are the newest that fit.
Green releases keep it. Yellow ones keep it too, and warn that something the adapter uses is deprecated. A red release
has its first failure beside it, and a sentence that says why it fails.

`nox -s upgrades` writes this page; it ran on {tried}, with Python {python}.
"""


def outcome(release: Release, contract: Contract, junit: Path) -> Outcome:
    """Judge a release by the result of the suite, and by its JUnit file if there is one."""

    def told(verdict: Verdict, why: str = "") -> Outcome:
        return Outcome(
            framework=release.framework,
            version=release.version,
            released=release.released.date().isoformat(),
            verdict=verdict,
            passed=contract.passed,
            failed=contract.failed,
            why=PLACE.sub("", why)[:LONGEST],
            reason=reason(release.framework, release.version) if verdict == "red" else "",
        )

    if contract.kept:
        deprecated = junit.with_suffix(SUFFIX).read_text(encoding="utf-8").splitlines()
        return told("yellow", deprecated[0]) if deprecated else told("green")
    if contract.error is None:
        return told("red", first_failure(junit))
    first, *log = contract.error.splitlines()
    absent = first.endswith(f"exit code {NOT_INSTALLABLE}")
    said = next((DECORATION.sub("", line) for line in log if line.strip()), first)
    return told("not installable" if absent else "red", said)


def first_failure(junit: Path) -> str:
    """Return the first test that failed, without its variant, and the first line of the reason."""
    document = ElementTree.fromstring(junit.read_text(encoding="utf-8"))  # noqa: S314  # the suite's own, a moment old
    for case in document.iter("testcase"):
        for told in (*case.iter("failure"), *case.iter("error")):
            test = f"{case.get('classname', '')}.{case.get('name', '').partition('[')[0]}"
            return f"{test.removeprefix('tests.contract.')}: {told.get('message', '').partition(chr(10))[0]}"
    return ""


def write(outcomes: Sequence[Outcome], *, months: int, tried: str, python: str) -> None:
    """Replace what was known of these frameworks, and write the page."""
    anew = {each.framework for each in outcomes}
    kept = [each for each in upgrades.read(DATA).outcomes if each.framework not in anew] if DATA.exists() else []
    # One framework after the other, newest first.
    together = sorted([*kept, *outcomes], key=lambda each: FRAMEWORKS.index(each.framework))
    data = Upgrades(tried=tried, python=python, months=months, outcomes=tuple(together))
    DATA.write_text(data.model_dump_json(indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(page(data), encoding="utf-8")


def page(data: Upgrades) -> str:
    """Render the page in Markdown."""
    lines = [HEAD.format(months=data.months, tried=data.tried, python=data.python)]
    for framework in data.frameworks:
        mine = data.of(framework)
        lines += [f"## {facts(framework).title}: {data.kept(framework)} of {len(mine)} keep it", ""]
        lines += ["| release | of | | passed | failed | the reason; what was said first |", "|---|---|---|---|---|---|"]
        lines += [
            f"| {each.version} | {each.released} | {MARKS[each.verdict]} {each.verdict} "
            f"| {each.passed or ''} | {each.failed or ''} | {' '.join(filter(None, [each.reason, code(each.why)]))} |"
            for each in mine
        ]
        lines.append("")
    return "\n".join(lines)


def code(text: str) -> str:
    return f"`{text.replace('|', '/').replace('`', '')}`" if text else ""
