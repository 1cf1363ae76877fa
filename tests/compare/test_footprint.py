"""The footprint, from literal input."""

from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

import pytest

from compare import footprint
from compare.footprint import closure, code_lines, size, split
from tests.adapters import Adapter


def test_lines_of_code_leave_out_blanks_comments_and_docstrings() -> None:
    top = '"""Module."""\n\n# why\n'
    function = 'def f() -> str:\n    """Two\n    lines."""\n    text = """kept\n\n    kept"""\n    return text  # x\n'
    assert code_lines(top + function) == 5


def parts(package: Path, **described: Any) -> tuple[list[str], list[str]]:
    handlers, plumbing = split(package, Adapter("alpha", "alpha_app", "asgi", "create_app", {}, **described))
    return [path.name for path in handlers], [path.name for path in plumbing]


def test_the_handlers_of_a_form_are_in_its_folder_and_what_is_apart_is_not_counted(tmp_path: Path) -> None:
    for name in ("app.py", "asgi.py", "wsgi.py", "cli/posts.py", "routes/users.py", "routes_sync/teams.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert parts(tmp_path) == (["users.py"], ["app.py", "asgi.py", "posts.py", "teams.py", "wsgi.py"])
    sync = parts(tmp_path, handlers="routes_sync", apart=["routes", "asgi.py", "cli"])
    assert sync == (["teams.py"], ["app.py", "wsgi.py"])


def test_dependencies_are_followed_with_their_markers() -> None:
    found = closure(["jinja2>=3", 'nothing-of-the-sort; python_version < "3"'])
    assert set(found) == {"jinja2", "markupsafe"}
    assert size(found["jinja2"]) > 100_000


def test_the_packages_of_an_adapter_are_those_that_core_does_not_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(footprint, "FORMS", {"alpha": Adapter("alpha", "alpha_app", "asgi", "create_app", {})})
    project = '[project]\ndependencies = ["markupsafe"]\noptional-dependencies.alpha = ["jinja2"]\n'
    (tmp_path / "pyproject.toml").write_text(project)
    (tmp_path / "alpha_app" / "routes").mkdir(parents=True)
    (tmp_path / "alpha_app" / "routes" / "users.py").write_text("import sys\n")
    (tmp_path / "alpha_app" / "app.py").write_text("import sys\nimport os\n")
    measured = footprint.measure("alpha", tmp_path)
    assert measured.dependencies == ("jinja2",)
    assert (measured.handler_lines, measured.plumbing_lines) == (1, 2)


def test_the_size_of_a_package_is_that_of_its_files_without_compiled_caches(tmp_path: Path) -> None:
    for name in ("alpha.py", "__pycache__/alpha.pyc"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"12345")
    information = tmp_path / "alpha-1.dist-info"
    information.mkdir()
    (information / "RECORD").write_text("alpha.py,,\n__pycache__/alpha.pyc,,\nabsent.py,,\n")
    assert size(Distribution.at(information)) == 5
