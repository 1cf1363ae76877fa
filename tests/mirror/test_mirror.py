"""The adapters line up: same files, same names, same order, nothing borrowed. Reads sources, imports no framework."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from core.http.operations import OPERATIONS
from tests.adapters import ADAPTERS as REGISTRY
from tests.adapters import ENTRIES

ROOT = Path(__file__).parents[2]
ADAPTERS = sorted({form.package for forms in REGISTRY.values() for form in forms})

# The plumbing: what each job is called, and in which file it is done.
PLUMBING = {
    "app.py": ("create_app",),
    "caller.py": ("read_caller", "current_caller"),
    "cors.py": ("allow_origins",),
    "database.py": ("db_session", "analytics_session"),
    "dependencies.py": ("services", "parse_body", "parse_query", "upload", "conditions", "location"),
    "exchange.py": ("open_exchange", "exchange_of", "stamp"),
    "native.py": ("native_document",),
    "problems.py": ("answer_error", "translate"),
    "responses.py": ("stream", "download"),
    "strict.py": ("StrictRequest", "chunks", "check_length", "answer_options", "refuse_query"),
}
MODULES: dict[str, list[str]] = {}
for operation in OPERATIONS:
    MODULES.setdefault(operation.tag, []).append(operation.id)
FILES = {
    "README.md",
    "__init__.py",
    "__main__.py",
    *PLUMBING,
    "routes/__init__.py",
    *(f"routes/{module}.py" for module in MODULES),
}


def differences(adapter: str) -> str:
    """The section of an adapter's README that says how it differs from the others."""
    readme = (ROOT / adapter / "README.md").read_text(encoding="utf-8")
    return readme.split("## How it differs\n", maxsplit=1)[1].split("\n## ", maxsplit=1)[0]


def definitions(path: Path) -> set[str]:
    """The names that a module defines, its classes' members included."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bodies = [tree.body, *(node.body for node in tree.body if isinstance(node, ast.ClassDef))]
    names = set[str]()
    for node in (node for body in bodies for node in body):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                names.add(node.name)
            case ast.Assign(targets=[ast.Name(id=name)]):
                names.add(name)
            case _:
                pass
    return names


def handlers(path: Path) -> list[str]:
    """The public functions of a module, or the public methods of its classes, as they stand."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bodies = [tree.body, *(node.body for node in tree.body if isinstance(node, ast.ClassDef))]
    functions = (node for body in bodies for node in body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return [function.name for function in functions if not function.name.startswith("_")]


@pytest.mark.parametrize("adapter", ADAPTERS)
def test_an_adapter_has_the_files_of_the_others_or_its_readme_says_why_not(adapter: str) -> None:
    found = {path.relative_to(ROOT / adapter).as_posix() for path in (ROOT / adapter).rglob("*.*")}
    found = {name for name in found if "__pycache__" not in name and not name.startswith(("routes_sync/", "cli/"))}
    different = {name for name in found ^ FILES if f"`{name}`" not in differences(adapter)}
    assert not different, f"{adapter}: the section on differences names no {sorted(different)}"


@pytest.mark.parametrize("file", PLUMBING)
@pytest.mark.parametrize("adapter", ADAPTERS)
def test_the_plumbing_has_the_same_names_or_the_readme_says_why_not(adapter: str, file: str) -> None:
    path = ROOT / adapter / file
    found = definitions(path) if path.exists() else set[str]()
    absent = {name for name in PLUMBING[file] if name not in found and f"`{name}`" not in differences(adapter)}
    assert not absent or not path.exists(), f"{adapter}/{file}: no {sorted(absent)}"


@pytest.mark.parametrize("adapter", ADAPTERS)
def test_the_plumbing_stands_in_its_own_file_alone_and_in_order(adapter: str) -> None:
    for file, expected in PLUMBING.items():
        path = ROOT / adapter / file
        body = ast.parse(path.read_text(encoding="utf-8")).body if path.exists() else []
        functions = [node.name for node in body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
        others = {name for other, names in PLUMBING.items() if other != file for name in names}
        assert not others & set(functions), f"{adapter}/{file}: {sorted(others & set(functions))}"
        own = [name for name in functions if name in expected]
        assert own == [name for name in expected if name in own], f"{adapter}/{file}: {own}"


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize("adapter", ADAPTERS)
def test_handlers_have_the_names_and_the_order_of_the_operations(adapter: str, module: str) -> None:
    assert handlers(ROOT / adapter / "routes" / f"{module}.py") == MODULES[module]


@pytest.mark.parametrize("adapter", ADAPTERS)
def test_a_handler_is_short(adapter: str) -> None:
    for module in MODULES:
        tree = ast.parse((ROOT / adapter / "routes" / f"{module}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (
                    (node.end_lineno or node.lineno) - node.body[0].lineno + 1
                )  # a signature is the framework's style
                assert lines <= 7, f"{adapter}/routes/{module}.py: {node.name} has {lines} lines"


@pytest.mark.parametrize("adapter", ADAPTERS)
def test_the_layer_is_short(adapter: str) -> None:
    lines = [line for line in (ROOT / adapter / "strict.py").read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(lines) <= 110


@pytest.mark.parametrize("adapter", ADAPTERS)
def test_an_adapter_imports_no_other_and_no_foreign_framework(adapter: str) -> None:
    modules = {
        entry["package"]: {name.replace("-", "_") for name in entry.get("distributions", ())}
        for entry in ENTRIES.values()
    }
    frameworks, own = set[str]().union(*modules.values()), modules[adapter]
    foreign = frameworks - own | set(ADAPTERS) - {adapter}
    for path in (ROOT / adapter).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                names.append(node.module or "")
            assert not {name.split(".")[0] for name in names} & foreign, f"{path}: {names}"


def lists_in(value: object) -> Iterator[list[object]]:
    """The lists anywhere in what a TOML file says."""
    children: list[object] = []
    if isinstance(value, dict):
        children = list(cast("dict[str, object]", value).values())
    elif isinstance(value, list):
        children = cast("list[object]", value)
        yield children
    for child in children:
        yield from lists_in(child)


def test_each_list_of_pyproject_names_every_adapter_or_none() -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = [listed for listed in lists_in(pyproject) if set(ADAPTERS) & set(map(str, listed))]
    assert len(named) >= 7
    for listed in named:
        assert set(ADAPTERS) <= set(listed), f"not in {listed}: {sorted(set(ADAPTERS) - set(listed))}"


def test_every_adapter_has_the_same_commands() -> None:
    for adapter in ADAPTERS:
        shown = subprocess.run(  # noqa: S603 -- the adapter's own command line
            [sys.executable, "-m", adapter, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        for command in ("serve", "migrate", "seed", "unseed", "create-superuser"):
            assert f"\n  {command} " in shown, f"{adapter}: {shown}"
