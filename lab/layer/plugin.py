"""The pytest plugin of one measurement: it runs the strict cases alone, and counts by test which fail of all."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from tests.clients import connection
from tests.variants import variant_of

# Without the layer a server waits for a body that never comes, and that the layer refuses by its declared length.
PATIENCE = 10


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("layer").addoption("--note", type=Path, default=Path("note.json"), help="where to write the counts")


def pytest_configure(config: pytest.Config) -> None:
    path = config.getoption("--note")
    assert isinstance(path, Path)
    connection.SECONDS_TO_ANSWER = PATIENCE
    config.pluginmanager.register(Counts(path))


class Counts:
    """The cases of each test, the strict ones, and those that fail.

    What runs in several variants is one case, and fails if it does in one of them.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.places: dict[str, tuple[str, str]] = {}
        self.cases: defaultdict[str, set[str]] = defaultdict(set)
        self.strict: defaultdict[str, set[str]] = defaultdict(set)
        self.failed: defaultdict[str, set[str]] = defaultdict(set)

    @pytest.hookimpl(trylast=True)  # after -m has chosen
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        for item in items:
            test, case = self.places[item.nodeid] = place(item)
            self.cases[test].add(case)
            if item.get_closest_marker("strict"):
                self.strict[test].add(case)
        config.hook.pytest_deselected(items=[item for item in items if not item.get_closest_marker("strict")])
        items[:] = [item for item in items if item.get_closest_marker("strict")]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            test, case = self.places[report.nodeid]
            self.failed[test].add(case)

    def pytest_sessionfinish(self) -> None:
        counts = {test: [len(each[test]) for each in (self.failed, self.strict, self.cases)] for test in self.cases}
        self.path.write_text(json.dumps(counts), encoding="utf-8")


def place(item: pytest.Item) -> tuple[str, str]:
    """The test as docs/contract.md writes it, `test_tags.py::test_one`, and what tells its cases apart."""
    test, _, case = item.nodeid.removeprefix("tests/contract/").partition("[")
    return test, case.replace(str(variant_of(item)), "")
