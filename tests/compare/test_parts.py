"""The contract's verdict and the footprint, each from literal input."""

import sys
from collections.abc import Sequence
from pathlib import Path

from compare import contract
from compare.footprint import closure, code_lines, size, split
from compare.processes import Processes

JUNIT = """<testsuites><testsuite>
<testcase classname="a" name="passes" time="0.25"/>
<testcase classname="a" name="fails" time="0.5"><failure>no</failure></testcase>
<testcase classname="a" name="breaks" time="0.25"><error>no</error></testcase>
<testcase classname="a" name="skips" time="0"><skipped/></testcase>
</testsuite></testsuites>"""


def asked(directory: Path, code: str) -> contract.Contract:
    """The contract of an adapter whose suite is this Python code; `junit` is where it is to write."""

    def command(adapter: str, junit: Path) -> Sequence[str]:
        return (sys.executable, "-c", f"junit = {str(junit)!r}\n{code}")

    with Processes() as processes:
        (told,) = contract.run(processes, ["litestar"], command, directory, jobs=2)
    return told


def test_failures_and_errors_both_fail() -> None:
    told = contract.read(JUNIT, "litestar")
    assert (told.passed, told.failed, told.skipped, told.seconds) == (1, 2, 1, 1)
    assert told.failures == ("a.fails", "a.breaks")
    assert not told.kept


def test_each_form_of_standalone_answers_for_itself(tmp_path: Path) -> None:
    junit = """<testsuites><testsuite><testcase classname="a" name="b[standalone-asgi-sqlite-process]"/>
    <testcase classname="a" name="b[standalone-wsgi-sqlite-process]"><failure/></testcase></testsuite></testsuites>"""

    def command(suite: str, path: Path) -> Sequence[str]:
        assert suite == "standalone"
        return (sys.executable, "-c", f"open({str(path)!r}, 'w').write({junit!r}); exit(1)")

    with Processes() as processes:
        asgi, wsgi = contract.run(processes, contract.FORMS, command, tmp_path, jobs=2)
    assert (asgi.adapter, asgi.kept) == ("standalone-asgi", True)
    assert (wsgi.adapter, wsgi.kept, wsgi.failed) == ("standalone-wsgi", False, 1)


def test_a_suite_that_ran_no_test_fails(tmp_path: Path) -> None:
    empty = asked(tmp_path, "open(junit, 'w').write('<testsuites/>')")
    assert not empty.kept
    assert "no test ran" in (empty.error or "")


def test_a_suite_that_breaks_before_it_begins_fails_with_its_own_words(tmp_path: Path) -> None:
    broken = asked(tmp_path, "raise ImportError('no litestar here')")
    assert not broken.kept
    assert "no litestar here" in (broken.error or "")


def test_an_exit_code_counts_even_when_every_test_passed(tmp_path: Path) -> None:
    passing = "<testsuites><testsuite><testcase classname='a' name='b'/></testsuite></testsuites>"
    assert not asked(tmp_path, f'open(junit, "w").write("{passing}"); exit(1)').kept


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
