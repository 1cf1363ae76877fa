"""Same files, same handlers, same order, nothing borrowed: read from the sources, so that no framework is imported."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contract.operations import OPERATIONS

ROOT = Path(__file__).parents[2]
ADAPTERS = ("litestar_app", "fastapi_app", "flask_app", "sanic_app", "standalone")
FILES = (
    "README.md",
    "__init__.py",
    "__main__.py",
    "app.py",
    "binding.py",
    "caller.py",
    "database.py",
    "dependencies.py",
    "exchange.py",
    "problems.py",
    "routes/__init__.py",
    "routes/analytics.py",
    "routes/auth.py",
    "routes/documents.py",
    "routes/members.py",
    "routes/posts.py",
    "routes/system.py",
    "routes/tags.py",
    "routes/teams.py",
    "routes/users.py",
)
MODULES = {
    "auth": ["login", "get_me"],
    "users": ["create_user", "list_users", "get_user", "update_user", "delete_user"],
    "posts": ["create_post", "list_posts", "export_posts", "get_post", "update_post", "delete_post"],
    "teams": ["create_team", "list_teams", "get_team", "update_team", "delete_team"],
    "members": ["list_members", "add_member", "update_member", "remove_member"],
    "tags": ["create_tag", "list_tags", "get_tag", "update_tag", "delete_tag"],
    "documents": [
        "create_document",
        "list_documents",
        "get_document",
        "update_document",
        "delete_document",
        "get_document_content",
    ],
    "analytics": ["get_activity", "refresh_activity"],
    "system": ["live", "ready", "metrics", "openapi", "docs"],
}
# What no framework gives is written out; two documents are helped along, and a variant shows its tags once more.
OWN = {
    "litestar_app": {"native.py", "repository.py"},
    "sanic_app": {"native.py"},
    "standalone": {
        *("asgi.py", "routing.py", "script.py", "wsgi.py"),
        *(f"cli/{name}.py" for name in ("__init__", "domain", "input", "output", "system")),
        *(f"cli/{name}.py" for name in ("analytics", "documents", "members", "posts", "tags", "teams", "users")),
    },
}


def handlers(path: Path) -> list[str]:
    """The public functions of a module, or the public methods of its classes, as they stand."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bodies = [tree.body, *(node.body for node in tree.body if isinstance(node, ast.ClassDef))]
    functions = (node for body in bodies for node in body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return [function.name for function in functions if not function.name.startswith("_")]


@pytest.mark.parametrize("adapter", ADAPTERS)
def test_files(adapter: str) -> None:
    found = {path.relative_to(ROOT / adapter).as_posix() for path in (ROOT / adapter).rglob("*.*")}
    found = {name for name in found if "__pycache__" not in name and not name.startswith("routes_sync/")}
    assert found - OWN.get(adapter, set()) == set(FILES)


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize("adapter", ADAPTERS)
def test_handlers(adapter: str, module: str) -> None:
    assert handlers(ROOT / adapter / "routes" / f"{module}.py") == MODULES[module]


def test_the_modules_hold_every_operation() -> None:
    assert [name for names in MODULES.values() for name in names] == [name for name, _, _ in OPERATIONS]


@pytest.mark.parametrize("adapter", ADAPTERS)
def test_a_handler_is_short(adapter: str) -> None:
    for module in MODULES:
        tree = ast.parse((ROOT / adapter / "routes" / f"{module}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                assert lines <= 10, f"{adapter}/routes/{module}.py: {node.name} has {lines} lines"


@pytest.mark.parametrize("adapter", ADAPTERS)
def test_binding_is_short(adapter: str) -> None:
    lines = [line for line in (ROOT / adapter / "binding.py").read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(lines) <= 110


@pytest.mark.parametrize("adapter", ADAPTERS)
def test_an_adapter_imports_no_other_and_no_foreign_framework(adapter: str) -> None:
    frameworks = {"litestar", "fastapi", "starlette", "flask", "werkzeug", "sanic", "sanic_ext"}
    own = {
        "litestar_app": {"litestar"},
        "fastapi_app": {"fastapi", "starlette"},
        "flask_app": {"flask", "werkzeug"},
        "sanic_app": {"sanic", "sanic_ext"},
        "standalone": set[str](),
    }[adapter]
    foreign = frameworks - own | set(ADAPTERS) - {adapter}
    for path in (ROOT / adapter).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                names.append(node.module or "")
            assert not {name.split(".")[0] for name in names} & foreign, f"{path}: {names}"


def test_every_adapter_has_the_same_commands() -> None:
    for adapter in ADAPTERS:
        shown = subprocess.run(  # noqa: S603 -- the adapter's own command line
            [sys.executable, "-m", adapter, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        for command in ("serve", "migrate", "seed", "unseed", "create-superuser"):
            assert f"\n  {command} " in shown, f"{adapter}: {shown}"
