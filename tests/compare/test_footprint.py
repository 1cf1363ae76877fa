"""The footprint, from literal input."""

from pathlib import Path
from typing import Any

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
