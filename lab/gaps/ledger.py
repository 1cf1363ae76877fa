"""Builds the ledger from what was measured: docs/gaps.json for programs, docs/gaps.md for readers."""

from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version

from compare.gaps import PATH, Chapter, Ledger, Line, Variant
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

A *defect* is wrong whoever asks: a password echoed, a lost write confirmed, an error of the server for an error of the
client, an answer that breaks an RFC. A *policy* is what the contract has decided, such as a slash at the end or an
unknown parameter; another API may decide otherwise. Defects are bold, a 500 also where the rule is a policy.
"""


def build(answers: Mapping[str, Mapping[str, str]], versions: Mapping[str, str], variants: Iterable[Variant]) -> Ledger:
    """Build the ledger of answers by framework and row, measured with these versions."""
    chapters = (
        Chapter(
            title=title,
            lines=tuple(line(row, {framework: answers[framework][row.name] for framework in versions}) for row in rows),
        )
        for title, rows in CHAPTERS.items()
    )
    return Ledger(versions=dict(versions), chapters=tuple(chapters), variants=tuple(variants))


def difference(
    framework: str, variant: Mapping[str, str], first: Mapping[str, str], answers: Mapping[str, str]
) -> Variant:
    """Build what another plain application of a framework answers otherwise."""
    different = {name: answer for name, answer in answers.items() if answer != first[name]}
    title = f"{variant['title']} {version(variant['title'])}"
    return Variant(framework=framework, title=title, first=variant["first"], answers=different)


def line(row: Row, answers: Mapping[str, str]) -> Line:
    """Build one row with its answers, and with what closes it where it is open."""
    return Line(
        name=row.name,
        rule=row.rule,
        kind=row.kind,
        test=row.test,
        wanted=row.wanted,
        answers=dict(answers),
        closed={name: facts(name).symbols(row.name) for name, answer in answers.items() if answer != row.wanted},
        shared=facts("core").symbols(row.name),
    )


def page(ledger: Ledger) -> str:
    """Render the ledger as Markdown; each link leads to a file and shows the symbol to look for in it."""
    tables = [part for chapter in ledger.chapters for part in table(ledger, chapter)]
    others = [part for variant in ledger.variants for part in variant_table(ledger, variant)]
    return "\n".join([HEAD, *summary(ledger), *tables, *others])


def summary(ledger: Ledger) -> Iterator[str]:
    yield "| | measured | as the contract | defects closed | policies set |"
    yield "|---|---|---|---|---|"
    for name, versions in ledger.versions.items():
        kept = f"{ledger.conforming(name)} of {len(ledger.lines)}"
        open_rows = f"{ledger.open(name, 'defect')} | {ledger.open(name, 'policy')}"
        yield f"| {facts(name).title} | {versions} | {kept} | {open_rows} |"


def table(ledger: Ledger, chapter: Chapter) -> Iterator[str]:
    yield f"\n## {chapter.title}\n"
    yield f"| the contract | kind | its answer | {' | '.join(facts(name).title for name in ledger.versions)} |"
    yield "|---|---|---" + "|---" * len(ledger.versions) + "|"
    for each in chapter.lines:
        cells = (cell(each, framework) for framework in ledger.versions)
        yield f"| {rule(each)} | {each.kind} | {each.wanted} | {' | '.join(cells)} |"


def rule(line: Line) -> str:
    file, _, test = line.test.partition("::")
    parts = [line.rule, f"[`{test}`](../tests/contract/{file})", *(link("core", symbol) for symbol in line.shared)]
    return "<br>".join(parts)


def cell(line: Line, framework: str) -> str:
    if line.kept(framework):
        return "✓"
    symbols = (link(framework, symbol) for symbol in line.closed[framework])
    return "<br>".join([shown(line, line.answers[framework]), *symbols])


def shown(line: Line, answer: str) -> str:
    if answer == line.wanted:
        return "✓"
    return f"**{answer}**" if line.kind_of(answer) == "defect" else answer


def variant_table(ledger: Ledger, variant: Variant) -> Iterator[str]:
    """The rows that another plain application of a framework answers otherwise."""
    title = facts(variant.framework).title
    yield f"\n## {title} with {variant.title.partition(' ')[0]}\n"
    yield f"The same application with {variant.title} in place of {variant.first}: the rows whose answers differ.\n"
    yield f"| the contract | kind | its answer | with {variant.first} | with {variant.title.partition(' ')[0]} |"
    yield "|---|---|---|---|---|"
    for each in ledger.lines:
        if each.name in variant.answers:
            cells = [shown(each, answer) for answer in (each.answers[variant.framework], variant.answers[each.name])]
            yield f"| {rule(each)} | {each.kind} | {each.wanted} | {' | '.join(cells)} |"


def link(part: str, symbol: str) -> str:
    """Link to the file of a symbol."""
    file, _, name = symbol.partition(":")
    return f"[`{name}`](../{facts(part).folder}{file})"


def write(ledger: Ledger) -> None:
    """Write both files."""
    PATH.write_text(ledger.model_dump_json(indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(page(ledger), encoding="utf-8")
