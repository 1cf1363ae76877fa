"""The mechanical mutants: drawn from an adapter's own syntax trees, the same ones until its code changes."""

import ast
import hashlib
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

from lab.mutation.mutant import PACKAGES, ROOT, Mutant
from lab.mutation.operators import OPERATORS
from lab.mutation.unseen import DIRECTORIES, FILES, KEYWORDS, NAMES, visible

WANTED = 45
SEED = "likewise"


def mutants(adapter: str, without: Collection[str]) -> list[Mutant]:
    """The first `WANTED` of the order drawn, those left out that are named in `without`."""
    return [mutant for mutant in drawn(adapter) if mutant.name not in without][:WANTED]


@cache
def drawn(adapter: str) -> tuple[Mutant, ...]:
    """All there are, in an order that takes the operator and then the file that came least often so far."""
    waiting = {mutant.name: mutant for mutant in candidates(adapter)}
    order = {name: hashlib.sha256(f"{SEED} {name}".encode()).digest() for name in waiting}
    operators: Counter[str | None] = Counter()
    modules: Counter[str] = Counter()
    row: list[Mutant] = []
    while waiting:
        mutant = min(
            waiting.values(), key=lambda each: (operators[each.operator], modules[each.module], order[each.name])
        )
        operators[mutant.operator] += 1
        modules[mutant.module] += 1
        row.append(waiting.pop(mutant.name))
    return tuple(row)


def candidates(adapter: str) -> Iterator[Mutant]:
    for path in sorted((ROOT / PACKAGES[adapter]).rglob("*.py")):
        if path.name not in FILES and path.parent.name not in DIRECTORIES:
            yield from of_file(adapter, path)


def of_file(adapter: str, path: Path) -> Iterator[Mutant]:
    """Named after where they are and what was done, and numbered: a line more elsewhere changes no name."""
    text = path.read_text(encoding="utf-8")
    original = ast.dump(ast.parse(text))
    relative = path.relative_to(ROOT).as_posix()
    place = path.relative_to(ROOT / PACKAGES[adapter]).with_suffix("").as_posix()
    numbers: Counter[str] = Counter()
    for scope, node in visible(ast.parse(text)):
        for name, operator in OPERATORS.items():
            for replaced, by in operator(node):
                if not looks(replaced, by):
                    continue
                stem = "/".join(part for part in (place, scope, name) if part)
                numbers[stem] += 1
                changed = replace(text, replaced, by)
                if means(changed) not in {None, original}:
                    yield Mutant(adapter, f"{stem}/{numbers[stem]}", {relative: changed}, name)


def looks(node: ast.AST, by: str | None) -> bool:
    """Whether anybody looks at it: at a decorator for the document, or at a keyword for it, nobody does."""
    match node:
        case ast.Call(func=function) if by is None:
            return ast.unparse(function) != "openapi.parameter"
        case ast.Call() if by is not None:
            ours = {keyword.arg for keyword in node.keywords}
            theirs = {keyword.arg for keyword in getattr(ast.parse(by, mode="eval").body, "keywords", ())}
            return not (ours - theirs) & KEYWORDS
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name not in NAMES
        case _:
            return True


def replace(text: str, node: ast.AST, by: str | None) -> str:
    """The source with another text in the place of a node, or without its lines."""
    lines = text.encode().splitlines(keepends=True)
    first, last = extent(node)
    if by is None:
        del lines[first[0] : last[0] + 1]
    else:
        before, after = lines[first[0]][: first[1]], lines[last[0]][last[1] :]
        lines[first[0] : last[0] + 1] = [before + by.encode() + after]
    return b"".join(lines).decode()


def means(text: str) -> str | None:
    """What compares equal for the same program; None for what is no Python."""
    try:
        return ast.dump(ast.parse(text))
    except SyntaxError:
        return None


def extent(node: ast.AST) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where it begins and ends, line and column, from zero."""
    first = node.pattern if isinstance(node, ast.match_case) else node
    last = node.body[-1] if isinstance(node, ast.match_case) else node
    located: dict[str, int] = {**vars(first), "end_lineno": vars(last)["end_lineno"]}
    end = vars(last)["end_col_offset"]
    return (located["lineno"] - 1, located["col_offset"]), (located["end_lineno"] - 1, end)
