"""The list: by hand and drawn, less what no client can see; and what is known of each mutant."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from lab.mutation import by_hand, drawn
from lab.mutation.mutant import PACKAGES, Mutant
from lab.mutation.trial import STILLBORN

OUTCOMES = Path(__file__).parent / "outcomes.json"
EQUIVALENT = Path(__file__).parent / "equivalent.toml"


def read_outcomes() -> dict[str, str]:
    """What came of each mutant when it was last on trial: `survived`, `stillborn`, or the test that kills it."""
    return json.loads(OUTCOMES.read_text(encoding="utf-8")) if OUTCOMES.exists() else {}


def write_outcomes(outcomes: Mapping[str, str]) -> None:
    """Of mutants that there still are."""
    there = {mutant.name for adapter in PACKAGES for mutant in [*by_hand.mutants(adapter), *drawn.drawn(adapter)]}
    kept = {name: outcomes[name] for name in sorted(outcomes) if name in there}
    OUTCOMES.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def equivalent() -> dict[str, str]:
    """Mutants that no client can tell from the original, each with the reason."""
    return tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))


def listed(adapter: str, outcomes: Mapping[str, str]) -> list[Mutant]:
    """Those by hand, then those drawn; one that does not start is replaced by the next, one that is equivalent too."""
    excluded = {name for name, outcome in outcomes.items() if outcome == STILLBORN} | equivalent().keys()
    written = [mutant for mutant in by_hand.mutants(adapter) if mutant.name not in excluded]
    return [*written, *drawn.mutants(adapter, excluded)]


def killer(outcomes: Mapping[str, str], mutant: Mutant) -> str | None:
    """The test that killed it last, to be asked first."""
    told = outcomes.get(mutant.name, "")
    return told if told.startswith("tests/") else None
