"""What a push leaves out as a repetition is shown elsewhere in the same run."""

import re
import subprocess
import sys

from tests.servers import ROOT

# Tests that need nothing, that start applications, that are in process alone, or on one database.
FILES = ("test_tags.py", "test_document_store.py", "test_analytics_database.py", "test_logs.py", "test_busy_pool.py")
VARIANT = re.compile(r"\[[a-z-]+?-(sqlite|postgresql)-[a-z]+")


def collected(mark: str) -> dict[str, set[str]]:
    """The tests with this mark, each with the databases it runs on, on whatever server or none."""
    options = ("--collect-only", "-q", "-p", "no:cacheprovider", "--database", "all", "--transport", "all", "-m", mark)
    command = [sys.executable, "-m", "pytest", *(f"tests/contract/{name}" for name in FILES), *options]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own
    tests: dict[str, set[str]] = {}
    for line in listed.stdout.splitlines():
        if found := VARIANT.search(line):
            adapter = line[found.start() + 1 :].partition("-")[0]
            tests.setdefault(f"{adapter} {VARIANT.sub('[', line)}", set()).add(found[1])
    return tests


def test_a_repetition_is_shown_elsewhere() -> None:
    repetitions, others = collected("repetition"), collected("not repetition")
    assert len(repetitions) >= 250
    assert repetitions.keys() <= others.keys()
    assert {name.partition(" ")[0] for name in repetitions} >= {"litestar", "fastapi", "flask", "sanic", "standalone"}
    lost = {name for name, databases in repetitions.items() if databases - others[name]}
    assert lost, "none starts an application of its own"
    assert {name.partition("::")[0].rpartition("/")[2] for name in lost} <= {
        "test_document_store.py",
        "test_logs.py",
        "test_busy_pool.py",
    }
