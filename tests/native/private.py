"""Names that the adapters use without a promise of their frameworks, and what notices that one has changed."""

import ast
import inspect
import pydoc
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import packages_distributions, version
from pathlib import Path
from textwrap import dedent
from typing import Any

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).with_name("private.toml")


@dataclass(frozen=True)
class Private:
    """One name; private.toml says what each field holds."""

    name: str
    used: str
    why: str
    release: str
    digest: str
    meaning: Sequence[str] = ()

    @property
    def path(self) -> str:
        return self.used.partition(":")[0]

    @property
    def symbol(self) -> str:
        return self.used.partition(":")[2]

    @property
    def installed(self) -> str:
        """The release that is installed of the package that has the name."""
        (distribution,) = set(packages_distributions()[self.name.partition(".")[0]])
        return version(distribution)

    def digest_now(self) -> str:
        """A digest of the code that gives the name its meaning, without comments, docstrings and layout."""
        lines = [line for name in (self.name, *self.meaning) for line in code_of(name)]
        return sha256("\n".join(lines).encode()).hexdigest()[:12]


def listed() -> list[Private]:
    """The list, in its order."""
    entries: list[dict[str, Any]] = tomllib.loads(LIST.read_text(encoding="utf-8"))["name"]
    return [Private(**entry) for entry in entries]


def code_of(name: str) -> Iterator[str]:
    """The code of a function or a class; the value of a constant; of an attribute, what its class does with it.

    Raises LookupError if there is nothing of this name.
    """
    found: Any = pydoc.locate(name)
    owner_name, _, last = name.rpartition(".")
    if isinstance(found, property):
        found = found.fget
    if inspect.isroutine(found) or inspect.isclass(found):
        yield from statements(inspect.unwrap(found))
        return
    owner: Any = pydoc.locate(owner_name)
    if inspect.ismodule(owner) and found is not None:
        yield repr(found)
        return
    lines = [line for line in statements(owner) if last in line] if inspect.isclass(owner) else []
    if not lines:
        raise LookupError(f"there is no {name}")
    yield from lines


def statements(found: Any) -> Iterator[str]:
    """The lines of code of a function or a class, but for comments, docstrings and blank lines."""
    source = dedent(inspect.getsource(found))
    lines, skipped = source.splitlines(), set[int]()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Expr(value=ast.Constant(value=str())):
                skipped.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
            case _:
                pass
    for number, line in enumerate(lines, start=1):
        if number not in skipped and line.strip() and not line.strip().startswith("#"):
            yield " ".join(line.split())


def underscored(path: Path) -> set[str]:
    """The names of others with one underscore at their beginning that a module uses: attributes and imports."""
    found = set[str]()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Attribute(attr=name):
                found.add(name)
            case ast.Import(names=names):
                found.update(part for alias in names for part in alias.name.split("."))
            case ast.ImportFrom(module=module, names=names):
                found.update([*(module or "").split("."), *(alias.name for alias in names)])
            case ast.Call(
                func=ast.Name(id="getattr" | "setattr" | "hasattr"), args=[_, ast.Constant(value=str(name)), *_]
            ):
                found.add(name)
            case _:
                pass
    return {name for name in found if name.startswith("_") and not name.startswith("__")}


def names_in(path: Path) -> set[str]:
    """Every name that a module mentions, as code or as a text."""
    found = set[str]()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Attribute(attr=name) | ast.Name(id=name) | ast.alias(name=name):
                found.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                found.add(name)
            case ast.Constant(value=str(name)):
                found.add(name)
            case _:
                pass
    return found
