"""Compares the ledger with what was measured, and with the code that it refers to."""

from collections.abc import Iterable, Iterator, Mapping

from compare.gaps import Ledger, Variant
from lab.facts import facts
from lab.gaps.row import Row
from lab.gaps.symbols import check


def changes(ledger: Ledger, framework: str, answers: Mapping[str, str], versions: str) -> Iterator[str]:
    """Yield a sentence for each row that the framework now answers differently, and each row that is new or gone."""
    known = {line.name: line for line in ledger.lines}
    for name in sorted(known.keys() ^ answers.keys()):
        yield f"{framework}: the row `{name}` is new or gone; run nox -s gaps -- --write"
    for name, line in known.items():
        before, now = line.answers[framework], answers.get(name, "")
        if name not in answers or now == before:
            continue
        fate = "is closed" if now == line.wanted else "is new" if before == line.wanted else "has another answer"
        where = ", ".join(line.closed.get(framework, ())) or "every file"
        yield (
            f'{versions} now answers "{now}" where {ledger.versions[framework]} answered "{before}": '
            f'the gap `{name}` {fate} (the contract: "{line.wanted}"). '
            f"Run nox -s gaps -- --write, and look at {where} in {facts(framework).folder}"
        )


def changed_variants(ledger: Ledger, variants: Iterable[Variant]) -> Iterator[str]:
    """Yield a sentence for each variant whose differences from the first application are others now."""
    known = {(each.framework, each.title): each.answers for each in ledger.variants}
    for each in variants:
        if known.get((each.framework, each.title)) != each.answers:
            yield f"{each.framework} with {each.title} differs in other rows now; run nox -s gaps -- --write"


def wrong_references(rows: Iterable[Row], parts: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for each symbol that does not exist: tests that rows name, and code that closes rows."""
    places = [(f"tests/contract/{row.test}".partition("::"), "lab/gaps/rows*.py") for row in rows]
    for part in parts:
        known = facts(part)
        places += [((known.folder + symbol).partition(":"), f"lab/facts/{part}.toml") for symbol in known.closes]
    for (path, _, symbol), source in dict.fromkeys(places):
        try:
            check(path, symbol)
        except LookupError as error:
            yield f"{error}; correct {source}"


def wrong_claims(ledger: Ledger) -> Iterator[str]:
    """Yield a sentence for each open row that nothing closes, and each symbol that closes a row that is not open."""
    core, open_anywhere = facts("core").closed, set[str]()
    for framework in ledger.versions:
        opened = {line.name for line in ledger.lines if not line.kept(framework)}
        open_anywhere |= opened
        closed = facts(framework).closed
        for name in sorted(opened - closed - core):
            yield f"{framework}: nothing closes the row `{name}`"
        for name in sorted(closed - opened):
            yield f"{framework}: a symbol closes the row `{name}`, which is not open"
    for name in sorted(core - open_anywhere):
        yield f"core: a symbol closes the row `{name}`, which is open nowhere"
