"""Writes the verdict for people, as JSON and as JUnit: the same rows in each."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tests.conform.results import Result, Row

SHOWN = 10  # failures that are printed; JSON has all of them
LAST = 12  # exchanges of a failure that are printed; likewise


@dataclass(frozen=True)
class Verdict:
    """The result of one run against one server."""

    url: str
    seed: int
    rows: Sequence[Row]
    left_out: Mapping[str, int]
    left_behind: Sequence[str]
    problem: str = ""  # why the run is incomplete; empty where it is complete
    keyword: str = ""  # the expression that selected the tests; empty where all ran

    @property
    def failed(self) -> list[Result]:
        """Every test that failed, once."""
        return list({result.test: result for row in self.rows for result in row.failed}.values())

    @property
    def tests(self) -> set[str]:
        return {result.test for row in self.rows for result in (*row.passed, *row.failed)}

    @property
    def code(self) -> int:
        """0 where all that ran conforms, 1 where something does not, 2 where the run cannot say."""
        return 2 if self.problem or not self.tests else 1 if self.failed else 0

    @property
    def summary(self) -> str:
        counted = f"{len(self.tests)} tests, {len(self.failed)} failed"
        if self.problem or not self.tests:
            return f"Not held to the contract: {self.problem or 'no test ran'} ({counted})"
        verdict = "Does not conform" if self.failed else "Conforms"
        part = f", as far as -k {self.keyword!r} asks" if self.keyword else ""
        return f"{verdict}{part}: {self.url} ({counted})"


def show(verdict: Verdict, console: Console) -> None:
    """Print it: the table, what failed, what was left out, and the summary last."""
    if verdict.tests:
        console.print(table(verdict.rows))
    for result in verdict.failed[:SHOWN]:
        show_failure(result, console)
    if len(verdict.failed) > SHOWN:
        console.print(f"… and {len(verdict.failed) - SHOWN} more failed tests; --json FILE has them all\n")
    for reason, count in verdict.left_out.items():
        console.print(f"left out: {count}, {escape(reason)}", style="dim", highlight=False)
    for thing in verdict.left_behind:
        console.print(f"could not be deleted: {escape(thing)}", style="yellow", highlight=False)
    colour = {0: "bold green", 1: "bold red", 2: "bold yellow"}[verdict.code]
    console.print(escape(verdict.summary), style=colour, highlight=False)
    if verdict.failed:
        console.print(f"--seed {verdict.seed} repeats its random data", style="dim", highlight=False)


def table(rows: Sequence[Row]) -> Table:
    shown = Table("operation", "", box=None, header_style="bold", pad_edge=False)
    shown.add_column("passed", justify="right")
    shown.add_column("failed", justify="right")
    for row in rows:
        mark = "[red]✗[/]" if row.failed else "[green]✓[/]" if row.passed else "[dim]-[/]"
        failed = f"[bold red]{len(row.failed)}[/]" if row.failed else "0"
        shown.add_row(row.name, mark, str(len(row.passed)), failed)
    return shown


def show_failure(result: Result, console: Console) -> None:
    """Print a test that failed: where, why, and its last exchanges."""
    assert result.failure is not None

    def say(text: str, style: str = "") -> None:
        console.print(escape(text), style=style, highlight=False, soft_wrap=True)

    say(result.test, "bold red")
    for line in (*result.failure.trace, *result.failure.message.splitlines()):
        say(f"  {line}")
    if len(result.failure.exchanges) > LAST:
        say(f"  … {len(result.failure.exchanges) - LAST} exchanges before these", "dim")
    for exchange in result.failure.exchanges[-LAST:]:
        say(f"  {exchange}")
    console.print()


def as_json(verdict: Verdict) -> str:
    operations: list[dict[str, Any]] = [
        {
            "operation": row.name,
            "passed": len(row.passed),
            "failed": [result.test for result in row.failed],
        }
        for row in verdict.rows
    ]
    document = {
        "url": verdict.url,
        "conforms": {0: True, 1: False}.get(verdict.code),
        "tests": len(verdict.tests),
        "failed": len(verdict.failed),
        "failures": {result.test: asdict(result.failure) for result in verdict.failed if result.failure is not None},
        "problem": verdict.problem or None,
        "keyword": verdict.keyword or None,
        "seed": verdict.seed,
        "operations": operations,
        "left_out": dict(verdict.left_out),
        "left_behind": list(verdict.left_behind),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def as_junit(verdict: Verdict) -> str:
    """Write a suite for each row; a test stands in the suite of every operation it asked."""
    root = ElementTree.Element("testsuites", name=f"the contract at {verdict.url}")
    for row in verdict.rows:
        counts = {"tests": len(row.passed) + len(row.failed), "failures": len(row.failed), "errors": 0, "skipped": 0}
        attributes = {"name": row.name} | {name: str(count) for name, count in counts.items()}
        suite = ElementTree.SubElement(root, "testsuite", attributes)
        for result in (*row.passed, *row.failed):
            case = ElementTree.SubElement(suite, "testcase", classname=row.name, name=printable(result.test))
            if result.failure is not None:
                message = printable(result.failure.message)
                failure = ElementTree.SubElement(case, "failure", message=message.partition("\n")[0])
                failure.text = printable("\n".join([message, *result.failure.trace, *result.failure.exchanges]))
    if verdict.code == 2:
        suite = ElementTree.SubElement(root, "testsuite", name="the run", tests="1", failures="0", errors="1")
        case = ElementTree.SubElement(suite, "testcase", classname="the run", name="the run is whole")
        ElementTree.SubElement(case, "error", message=printable(verdict.summary))
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def printable(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(character if character >= " " or character in "\n\t" else "\ufffd" for character in text)


def write(verdict: Verdict, json_file: Path | None, junit_file: Path | None) -> None:
    """Write the files that were asked for.

    Raises:
        OSError: one cannot be written.
    """
    for file, render in ((json_file, as_json), (junit_file, as_junit)):
        if file is not None:
            file.write_text(render(verdict), encoding="utf-8")
