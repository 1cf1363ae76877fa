"""The footprint, from literal input."""

from pathlib import Path

from compare.footprint import closure, code_lines, size, split


def test_lines_of_code_leave_out_blanks_comments_and_docstrings() -> None:
    top = '"""Module."""\n\n# why\n'
    function = 'def f() -> str:\n    """Two\n    lines."""\n    text = """kept\n\n    kept"""\n    return text  # x\n'
    assert code_lines(top + function) == 5


def parts(package: Path, adapter: str) -> tuple[list[str], list[str]]:
    handlers, plumbing = split(package, adapter)
    return [path.name for path in handlers], [path.name for path in plumbing]


def test_handlers_are_what_lies_under_routes(tmp_path: Path) -> None:
    for name in ("app.py", "asgi.py", "wsgi.py", "cli/posts.py", "routes/users.py", "routes_sync/teams.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert parts(tmp_path, "standalone-asgi") == (["users.py"], ["app.py", "asgi.py"])
    assert parts(tmp_path, "standalone-wsgi") == (["teams.py"], ["app.py", "wsgi.py"])


def test_a_variant_beside_the_contract_is_not_counted(tmp_path: Path) -> None:
    for name in ("app.py", "repository.py"):
        (tmp_path / name).touch()
    assert parts(tmp_path, "litestar") == ([], ["app.py"])


def test_dependencies_are_followed_with_their_markers() -> None:
    found = closure(["jinja2>=3", 'nothing-of-the-sort; python_version < "3"'])
    assert set(found) == {"jinja2", "markupsafe"}
    assert size(found["jinja2"]) > 100_000
