"""Builds the ledger from what was measured: docs/gaps.json for programs, docs/gaps.md for readers."""

from collections.abc import Iterator, Mapping

from compare.gaps import PATH, Chapter, Ledger, Line
from lab.facts import facts
from lab.gaps.row import Row
from lab.gaps.rows import CHAPTERS

PAGE = PATH.with_suffix(".md")
HEAD = """\
# The gap ledger

This page shows how each framework by itself answers where the contract sets a rule, and which function or class of an
adapter closes the gap. `nox -s gaps -- --write` writes it; do not edit it. [Plain applications](../compare/documented),
one for each framework, implement a few of the contract's endpoints as the framework's own tutorial would: with its own
validation and limits, and Advanced Alchemy in autocommit mode. Each row is one request over a socket, to Granian or to
the framework's own server. `nox -s gaps` measures again and reports what has changed. Each row names the test of the
contract that every adapter passes.

✓ means that the answer is the contract's; anything else is the answer. A plain Flask view has no validation to show:
its tutorial checks by hand, and our application says `abort(422)`. The 201 in the first row confirms a user who was not
saved; on SQLite the refused COMMIT also leaves the transaction open, in Flask too, and nobody else can write any more.
"""


def build(answers: Mapping[str, Mapping[str, str]], versions: Mapping[str, str]) -> Ledger:
    """Build the ledger of answers by framework and row, measured with these versions."""
    chapters = (
        Chapter(
            title=title,
            lines=tuple(line(row, {framework: answers[framework][row.name] for framework in versions}) for row in rows),
        )
        for title, rows in CHAPTERS.items()
    )
    return Ledger(versions=dict(versions), chapters=tuple(chapters))


def line(row: Row, answers: Mapping[str, str]) -> Line:
    """Build one row with its answers, and with what closes it where it is open."""
    return Line(
        name=row.name,
        rule=row.rule,
        test=row.test,
        wanted=row.wanted,
        answers=dict(answers),
        closed={name: facts(name).symbols(row.name) for name, answer in answers.items() if answer != row.wanted},
        shared=facts("core").symbols(row.name),
    )


def page(ledger: Ledger) -> str:
    """Render the ledger as Markdown; each link leads to a file and shows the symbol to look for in it."""
    return "\n".join(
        [HEAD, *summary(ledger), *(part for chapter in ledger.chapters for part in table(ledger, chapter))]
    )


def summary(ledger: Ledger) -> Iterator[str]:
    yield "| | measured | as the contract | closed |"
    yield "|---|---|---|---|"
    for name, versions in ledger.versions.items():
        kept = ledger.conforming(name)
        yield f"| {facts(name).title} | {versions} | {kept} of {len(ledger.lines)} | {len(ledger.lines) - kept} |"


def table(ledger: Ledger, chapter: Chapter) -> Iterator[str]:
    yield f"\n## {chapter.title}\n"
    yield f"| the contract | its answer | {' | '.join(facts(name).title for name in ledger.versions)} |"
    yield "|---|---" + "|---" * len(ledger.versions) + "|"
    for each in chapter.lines:
        file, _, test = each.test.partition("::")
        rule = [each.rule, f"[`{test}`](../tests/contract/{file})", *(link("core", symbol) for symbol in each.shared)]
        cells = (cell(each, framework) for framework in ledger.versions)
        yield f"| {'<br>'.join(rule)} | {each.wanted} | {' | '.join(cells)} |"


def cell(line: Line, framework: str) -> str:
    if line.kept(framework):
        return "✓"
    return "<br>".join([line.answers[framework], *(link(framework, symbol) for symbol in line.closed[framework])])


def link(part: str, symbol: str) -> str:
    """Link to the file of a symbol."""
    file, _, name = symbol.partition(":")
    return f"[`{name}`](../{facts(part).folder}{file})"


def write(ledger: Ledger) -> None:
    """Write both files."""
    PATH.write_text(ledger.model_dump_json(indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(page(ledger), encoding="utf-8")
