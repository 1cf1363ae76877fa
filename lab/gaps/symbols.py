"""References to code: a file and a symbol, never a line, so that moving code makes no reference wrong."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


def check(path: str, symbol: str) -> None:
    """Check that a file, relative to the root, defines a symbol such as `Class.method`.

    Raises:
        LookupError: it does not.
    """
    try:
        body = parse(path).body
    except FileNotFoundError:
        raise LookupError(f"{path} does not exist") from None
    for name in symbol.split("."):
        node = next((each for each in body if name in names(each)), None)
        if node is None:
            raise LookupError(f"{path} does not define {symbol}")
        body = getattr(node, "body", [])


@cache
def parse(path: str) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def names(node: ast.stmt) -> list[str]:
    """The names that a statement defines."""
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Assign(targets=targets):
            return [target.id for target in targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
        case _:
            return []
