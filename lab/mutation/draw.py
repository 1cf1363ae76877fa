"""Generates mutants from the syntax trees, and draws a sample that is spread over operators and modules."""

import ast
import hashlib
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from lab.mutation.mutant import ROOT, Mutant, source
from lab.mutation.operators import OPERATORS
from lab.mutation.targets import FOLDERS, skipped
from lab.mutation.unseen import shows, visible


def sample(mutants: Iterable[Mutant], seed: int) -> Iterator[Mutant]:
    """Yield mutants in random order, each with the operator, then the module, that came least often so far."""
    waiting = {mutant.name: mutant for mutant in mutants}
    order = {name: hashlib.sha256(f"{seed} {name}".encode()).digest() for name in waiting}
    operators, modules = Counter[str](), Counter[str]()
    while waiting:
        drawn = min(waiting.values(), key=lambda each: (modules[each.file], operators[each.operator], order[each.name]))
        del waiting[drawn.name]
        if drawn.differs:
            operators[drawn.operator] += 1
            modules[drawn.file] += 1
            yield drawn


def mutants(target: str) -> Iterator[Mutant]:
    """Yield every mutant of a target but those that are known to be equivalent."""
    known = equivalent(target)
    yield from (mutant for mutant in generated(target) if mutant.name not in known)


def equivalent(target: str) -> dict[str, str]:
    """Return the mutants that nobody can tell from the original, by name, each with the reason."""
    path = Path(__file__).parent / "equivalent" / f"{target}.toml"
    read = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {f"{FOLDERS[target]}/{name}": reason for name, reason in read.items()}


def generated(target: str) -> Iterator[Mutant]:
    for path in sorted((ROOT / FOLDERS[target]).rglob("*.py")):
        file = path.relative_to(ROOT).as_posix()
        if not skipped(target, file):
            yield from of_file(target, file)


def of_file(target: str, file: str) -> Iterator[Mutant]:
    numbers = Counter[tuple[str, str]]()
    adapter = target not in {"core", "compare"}
    for symbol, node in visible(ast.parse(source(file)), adapter=adapter):
        for operator, apply in OPERATORS.items():
            for replaced, by in apply(node):
                if not adapter or shows(replaced, by):
                    numbers[symbol, operator] += 1
                    yield Mutant(target, file, symbol, operator, numbers[symbol, operator], replaced, by)
