"""A push leaves out a variant of a test only if another variant of it in the same run shows the same."""

import re
import subprocess
import sys

from tests.adapters import ADAPTERS, FLOORS
from tests.servers import ROOT

# Tests that need nothing special, start applications, run only in process, use one database, or are for each database.
FILES = (
    "test_tags.py",
    "test_document_store.py",
    "test_analytics_database.py",
    "test_logs.py",
    "test_busy_pool.py",
    "test_json_bodies.py",
)
NAMES = [form.name for forms in ADAPTERS.values() for form in forms]
VARIANT = re.compile(rf"\[({'|'.join(NAMES)})-(sqlite|postgresql)-[a-z]+")


def collected(mark: str) -> dict[tuple[str, str], set[str]]:
    """The databases on which each test with this mark runs, by the test and the adapter."""
    options = ("--collect-only", "-q", "-p", "no:cacheprovider", "--database", "all", "--transport", "all", "-m", mark)
    command = [sys.executable, "-m", "pytest", *(f"tests/contract/{name}" for name in FILES), *options]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own
    tests: dict[tuple[str, str], set[str]] = {}
    for line in listed.stdout.splitlines():
        if found := VARIANT.search(line):
            tests.setdefault((VARIANT.sub("[", line), found[1]), set()).add(found[2])
    return tests


def test_every_test_that_a_push_leaves_out_runs_in_another_variant() -> None:
    left_out, kept = collected("repetition"), collected("not repetition")
    assert len(left_out) >= 250
    assert {adapter for _, adapter in left_out} == set(NAMES)
    assert left_out.keys() <= kept.keys(), "each adapter must run each of its tests in some variant"
    floors = {form.interface: form.name for form in FLOORS.values()}
    interfaces = {form.name: form.interface for forms in ADAPTERS.values() for form in forms}
    for (test, adapter), databases in left_out.items():
        missing = databases - kept[test, adapter]
        by_the_floor = kept.get((test, floors[interfaces[adapter]]), set())
        assert missing <= by_the_floor, f"no variant covers {test} on {adapter} and {missing}"
    for (test, adapter), databases in kept.items():
        if "/test_tags.py::" in test:
            assert databases == {"sqlite", "postgresql"}, f"{test} on {adapter}"
