"""docs/mutation.md: how many there are, how many are killed, and what survives."""

from collections.abc import Mapping

from lab.mutation.listing import equivalent, listed
from lab.mutation.mutant import PACKAGES, ROOT, Mutant
from lab.mutation.trial import STILLBORN, SURVIVED

PAGE = ROOT / "docs" / "mutation.md"

INTRODUCTION = """\
# The suite, tested

Written by `nox -s mutation`. Each adapter is broken on purpose, one thing at a time, and the contract is run on it: in
process on SQLite, then on real servers. A mutant that some test notices is killed; where none does, a test is missing.
{drawn} of each adapter's are drawn from its own syntax trees; the others are written by hand, and say what goes wrong
in real life. One that does not start is not counted, and the next of the draw takes its place.

`nox -s mutation -- --list` names them all, with the test that kills each; `-- --mutant NAME` shows what one changes and
tries it alone; `-- --adapter flask --new` tries those that nothing has killed yet. Where a mutant by hand no longer
applies, because the code under it has changed, write it anew in `lab/mutation/by_hand`. A mutant that no client could
tell from the original goes into `lab/mutation/equivalent.toml` with its reason; any other survivor wants a test.

| adapter | mutants | drawn | by hand | killed | survive | left out |
|---|--:|--:|--:|--:|--:|--:|
"""


def write_page(outcomes: Mapping[str, str]) -> None:
    PAGE.write_text(render(outcomes), encoding="utf-8")


def render(outcomes: Mapping[str, str]) -> str:
    rows: list[str] = []
    survivors: list[Mutant] = []
    excluded = equivalent()
    for adapter in PACKAGES:
        mutants = listed(adapter, outcomes)
        alive = [mutant for mutant in mutants if outcomes.get(mutant.name) == SURVIVED]
        untried = sum(mutant.name not in outcomes for mutant in mutants)
        drawn = sum(mutant.operator is not None for mutant in mutants)
        left_out = sum(name.startswith(f"{adapter}:") for name in excluded)
        killed = f"{len(mutants) - len(alive) - untried}" + (f" ({untried} not tried)" if untried else "")
        cells = (adapter, len(mutants), drawn, len(mutants) - drawn, killed, len(alive), left_out)
        rows.append(f"| {' | '.join(map(str, cells))} |\n")
        survivors += alive
    drawn_each = max(sum(mutant.operator is not None for mutant in listed(adapter, outcomes)) for adapter in PACKAGES)
    stillborn = sum(outcome == STILLBORN for outcome in outcomes.values())
    parts = [
        INTRODUCTION.format(drawn=drawn_each),
        *rows,
        f"\n{stillborn} drawn ones did not start.\n\n## Survivors\n\n",
    ]
    parts += [f"`{mutant.name}`\n\n```diff\n{mutant.diff()}```\n\n" for mutant in survivors] or ["None.\n\n"]
    parts += ["## Left out\n\nNo client can tell these from the original.\n\n"]
    parts += [f"- `{name}`: {reason}\n" for name, reason in excluded.items()]
    return "".join(parts)
