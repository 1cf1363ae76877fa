"""Which lines close a row: `closing.toml` says it by names, the syntax trees by numbers."""

import ast
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def markers() -> dict[str, dict[str, tuple[str, ...]]]:
    """By framework, or "core", and by row: what closes it, as `file:name`."""
    told: dict[str, dict[str, list[str]]] = tomllib.loads(
        Path(__file__).with_name("closing.toml").read_text(encoding="utf-8")
    )
    return {
        part: {
            row: tuple(marker for marker, named in closing.items() if row in named)
            for row in sorted({row for named in closing.values() for row in named})
        }
        for part, closing in told.items()
    }


def place(part: str, marker: str) -> tuple[str, int, int]:
    """The file below the root, the first line and the last.

    Raises:
        LookupError: nothing of that name is there any more.
    """
    file, _, name = marker.partition(":")
    path = file if part == "core" else f"{part}_app/{file}"
    body = syntax(path).body
    node: ast.stmt | None = None
    for step in name.split("."):
        node = next((each for each in body if step in names(each)), None)
        if node is None:
            raise LookupError(f"{path} has no {name}: mend lab/gaps/closing.toml")
        body = getattr(node, "body", [])
    assert node is not None
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
    return path, first, node.end_lineno or first


@cache
def syntax(path: str) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def names(node: ast.stmt) -> list[str]:
    """What a statement defines."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return [node.name]
        case ast.Assign():
            return [target.id for target in node.targets if isinstance(target, ast.Name)]
        case _:
            return []
