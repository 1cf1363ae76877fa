"""Counts the cost of an adapter before it runs: packages beyond core's own, bytes on disk, lines of code."""

import ast
import io
import tokenize
import tomllib
from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from compare.results import Footprint
from compare.rows import FORMS
from tests.adapters import Adapter

ROOT = Path(__file__).parent.parent
SILENT = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
}


def measure(adapter: str, root: Path = ROOT) -> Footprint:
    """The footprint of one adapter, from the project's requirements and the environment this runs in."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    required: list[str] = project["dependencies"]
    extra: list[str] = project["optional-dependencies"].get(adapter, [])
    core = closure(required)
    added = {name: found for name, found in closure([*required, *extra]).items() if name not in core}
    form = FORMS[adapter]
    handlers, plumbing = split(root / form.package, form)
    return Footprint(
        adapter=adapter,
        dependencies=tuple(sorted(added)),
        installed_bytes=sum(size(found) for found in added.values()),
        handler_lines=sum(code_lines(path.read_text(encoding="utf-8")) for path in handlers),
        plumbing_lines=sum(code_lines(path.read_text(encoding="utf-8")) for path in plumbing),
    )


def closure(requirements: Iterable[str]) -> dict[str, Distribution]:
    """Every installed distribution that these requirements ask for, directly or through one another, by name."""
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [(Requirement(requirement), "") for requirement in requirements]
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        try:
            installed = found.setdefault(name, distribution(name))
        except PackageNotFoundError:
            continue
        for wanted in {"", *requirement.extras}:
            if (name, wanted) not in seen:
                seen.add((name, wanted))
                waiting.extend((Requirement(each), wanted) for each in installed.requires or ())
    return found


def size(installed: Distribution) -> int:
    """The size of the files that a distribution installs, without compiled caches, which an installer may leave out."""
    files = (file for file in installed.files or () if "__pycache__" not in file.parts)
    paths = (Path(str(installed.locate_file(file))) for file in files)
    return sum(path.stat().st_size for path in paths if path.is_file())


def split(package: Path, form: Adapter) -> tuple[list[Path], list[Path]]:
    """The modules of one form of an adapter: the handlers, and everything else that serves them."""
    handlers: list[Path] = []
    plumbing: list[Path] = []
    for path in sorted(package.rglob("*.py")):
        first = path.relative_to(package).parts[0]
        if first == form.handlers:
            handlers.append(path)
        elif first not in form.apart:
            plumbing.append(path)
    return handlers, plumbing


def code_lines(source: str) -> int:
    """Lines that hold code: no blank lines, no comments, no docstrings."""
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in SILENT:
            lines.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            lines.difference_update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return len(lines)
