"""Puts the ledger together from what was measured: docs/gaps.json for machines, docs/gaps.md for readers."""

from collections.abc import Iterator, Mapping
from importlib.metadata import version

from compare.gaps import FRAMEWORKS, PATH, Chapter, Ledger, Line
from lab.gaps.closing import markers, place
from lab.gaps.row import Row
from lab.gaps.rows import CHAPTERS

PAGE = PATH.with_suffix(".md")
TITLES = {"litestar": "Litestar", "fastapi": "FastAPI", "flask": "Flask", "sanic": "Sanic"}
PARTS = {
    "litestar": {"Litestar": "litestar"},
    "fastapi": {"FastAPI": "fastapi", "Starlette": "starlette"},
    "flask": {"Flask": "flask", "Werkzeug": "werkzeug"},
    "sanic": {"Sanic": "sanic", "Sanic Extensions": "sanic-ext"},
}
HEAD = """\
# The gap ledger

What each framework does by itself where the contract says something, and the lines here that close the gap. Written by
`nox -s gaps -- --write`; do not edit. [Plain applications](../compare/documented), one a framework, have a few of the
contract's endpoints as the framework's own tutorial would write them: its own validation and limits, Advanced Alchemy
in autocommit mode. Each row is one request over a socket, to Granian or to Sanic's own server. That every adapter keeps
every row, and that the frameworks still do what is said here, [a test](../lab/gaps/test_gaps.py) measures again.

✓ is as the contract; anything else is what was answered. A plain Flask view has no validation to show: its tutorial
checks by hand, and ours says `abort(422)`. The 201 of the first row is for a user who is nowhere; on SQLite the refused
COMMIT also leaves the transaction open, Flask's too, and nobody else can write any more.
"""


def versions() -> dict[str, str]:
    """What is installed, by framework."""
    return {
        framework: ", ".join(f"{title} {version(package)}" for title, package in parts.items())
        for framework, parts in PARTS.items()
    }


def ledger(answers: Mapping[str, Mapping[str, str]], measured: dict[str, str]) -> Ledger:
    """The ledger of these answers, by framework and row.

    Args:
        measured: the versions that gave them.
    """
    chapters = (
        Chapter(
            title=title, lines=tuple(line(row, {name: answers[name][row.name] for name in FRAMEWORKS}) for row in rows)
        )
        for title, rows in CHAPTERS.items()
    )
    return Ledger(versions=measured, chapters=tuple(chapters))


def line(row: Row, answers: dict[str, str]) -> Line:
    """One row with its answers, and what closes it where it is open."""
    closing = markers()
    return Line(
        name=row.name,
        rule=row.rule,
        test=row.test,
        wanted=row.wanted,
        answers=answers,
        closed={name: closing[name].get(row.name, ()) for name in FRAMEWORKS if answers[name] != row.wanted},
        shared=closing["core"].get(row.name, ()),
    )


def page(told: Ledger) -> str:
    """The ledger as Markdown, every link at the lines of now."""
    return "\n".join([HEAD, *summary(told), *(part for chapter in told.chapters for part in table(chapter))])


def summary(told: Ledger) -> Iterator[str]:
    yield "| | measured | as the contract | closed |"
    yield "|---|---|---|---|"
    for name in FRAMEWORKS:
        kept = told.conforming(name)
        yield f"| {TITLES[name]} | {told.versions[name]} | {kept} of {len(told.lines)} | {len(told.lines) - kept} |"


def table(chapter: Chapter) -> Iterator[str]:
    yield f"\n## {chapter.title}\n"
    yield f"| the contract | its answer | {' | '.join(TITLES[name] for name in FRAMEWORKS)} |"
    yield "|---|---|---|---|---|---|"
    for each in chapter.lines:
        file, _, test = each.test.partition("::")
        held = [f"[`{test}`](../tests/contract/{file})", *(link("core", marker) for marker in each.shared)]
        cells = (cell(each, name) for name in FRAMEWORKS)
        yield f"| {'<br>'.join([each.rule, *held])} | {each.wanted} | {' | '.join(cells)} |"


def cell(each: Line, framework: str) -> str:
    if each.kept(framework):
        return "✓"
    return "<br>".join([each.answers[framework], *(link(framework, marker) for marker in each.closed[framework])])


def link(part: str, marker: str) -> str:
    """A link to the lines of what a marker names."""
    path, first, last = place(part, marker)
    return f"[`{marker.partition(':')[2]}`](../{path}#L{first}-L{last})"


def write(told: Ledger) -> None:
    """Write both files."""
    PATH.write_text(told.model_dump_json(indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(page(told), encoding="utf-8")
