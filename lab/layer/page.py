"""Writes docs/layer.md: what each adapter keeps without its layer, rule by rule, and the lines of code of the layer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from compare.footprint import ROOT, code_lines, split
from lab.layer.measure import Count
from lab.layer.rules import Rule
from tests.adapters import ADAPTERS, ENTRIES, Adapter

PATH = ROOT / "docs" / "layer.md"
LAYER = "strict.py"
HEAD = """\
# What the layer buys

Each adapter is an ordinary application of its framework, and one layer more: its `strict.py`. This page shows what
becomes of [the contract](contract.md) without that layer, rule by rule, and how much code it is.
`nox -s layer -- --write` writes it; do not edit it.

**An adapter without its layer still promises** every operation with its statuses and bodies for well-formed HTTP,
every right, a problem for every error, limits, transactions, durability, and logs without secrets. The tests of this
are the *behaviour* level: `pytest --lenient`. They pass on every adapter, and each push runs them in process. What they
leave out is marked `strict`. It is policy: how a path may be spelled, `HEAD` and `OPTIONS`, unknown and repeated
parameters, media types, the order of errors, JSON to the letter, framing.

A team that copies an adapter may leave the layer out: a rule that matters to nobody needs no code.
`create_app(strict=False)`, `serve --lenient` and `LIKEWISE_STRICT=false` show what that is like.

**How to read the tables.** "kept" means that every test of the rule passes without the layer, and "3 of 12" that three
of its twelve cases fail. Only rules that some adapter needs its layer for have a row. The strict tests run on SQLite,
over a socket to the adapter's own server; those that start an application of their own run in process.
"""
CODE = """\
## Its code

Lines that are not blank, not comments and not docstrings. "Handlers" are the `routes`, "other" is everything else that
serves the contract.
"""

Counts = Mapping[str, Mapping[str, Count]]
"""The count of each test, by adapter."""


def page(rules: Sequence[Rule], counts: Counts) -> str:
    """Render the page as Markdown."""
    return "\n".join([HEAD, *summary(rules, counts), "", CODE, *code(), *tables(rules, counts), ""])


def summary(rules: Sequence[Rule], counts: Counts) -> Iterator[str]:
    yield "| | rules kept without the layer | cases that need it |"
    yield "|---|---|---|"
    for adapter, tests in counts.items():
        kept = sum(not failing(rule, tests) for rule in rules)
        failed, _, cases = (sum(numbers) for numbers in zip(*tests.values(), strict=True))
        yield f"| {title(adapter)} | {kept} of {len(rules)} | {failed} of {cases} |"


def code() -> Iterator[str]:
    yield "| | the layer | handlers | other |"
    yield "|---|---|---|---|"
    for forms in ADAPTERS.values():
        for form in forms:
            layer, handlers, other = lines(form)
            yield f"| `{form.name}` | {layer} | {handlers} | {other} |"


def lines(form: Adapter) -> tuple[int, int, int]:
    """The lines of code of the layer, of the handlers, and of everything else."""
    package = ROOT / form.package
    handlers, plumbing = split(package, form)
    layer = package / LAYER
    parts = ([layer], handlers, [path for path in plumbing if path != layer])
    layered, handled, other = (sum(code_lines(path.read_text(encoding="utf-8")) for path in part) for part in parts)
    return layered, handled, other


def tables(rules: Sequence[Rule], counts: Counts) -> Iterator[str]:
    for section, group in groupby(rules, lambda rule: rule.section):
        every = list(group)
        needing = [rule for rule in every if any(failing(rule, tests) for tests in counts.values())]
        if not needing:
            continue
        yield f"\n## {section}\n"
        yield f"| the contract | {' | '.join(title(adapter) for adapter in counts)} |"
        yield "|---" * (len(counts) + 1) + "|"
        for rule in needing:
            yield f"| {rule.text} | {' | '.join(cell(rule, tests) for tests in counts.values())} |"
        if kept := len(every) - len(needing):
            yield f"\nEvery adapter keeps the other rules of this section, {kept} of {len(every)}."
    if sections := untouched(rules, counts):
        yield f"\n## Everything else\n\nEvery adapter keeps all rules of these sections: {', '.join(sections)}."


def untouched(rules: Iterable[Rule], counts: Counts) -> list[str]:
    """The sections that need no layer anywhere."""
    needing = {rule.section for rule in rules for tests in counts.values() if failing(rule, tests)}
    return [section for section in dict.fromkeys(rule.section for rule in rules) if section not in needing]


def cell(rule: Rule, tests: Mapping[str, Count]) -> str:
    failed = failing(rule, tests)
    cases = sum(tests[test].cases for test in set(rule.tests) if test in tests)
    return f"{failed} of {cases}" if failed else "kept"


def failing(rule: Rule, tests: Mapping[str, Count]) -> int:
    """How many cases of a rule's tests fail."""
    return sum(tests[test].failed for test in set(rule.tests) if test in tests)


def title(adapter: str) -> str:
    return str(ENTRIES[adapter]["title"])
