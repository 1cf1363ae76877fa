"""The pytest plugin of one trial: it writes down which test runs, which failed first, and whether anything started."""

import json
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from tests.variants import variant_of


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("mutation")
    group.addoption("--note", type=Path, default=Path("note.json"), help="where to write what happened")
    group.addoption("--interface", default="", help="leave out the tests on the other interface")


def pytest_configure(config: pytest.Config) -> None:
    path = config.getoption("--note")
    assert isinstance(path, Path)
    config.pluginmanager.register(Note(path))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    wanted = config.getoption("--interface")
    for item in list(items):
        variant = variant_of(item)
        if wanted and variant is not None and variant.adapter.interface != wanted:
            items.remove(item)


class Note:
    """What happened so far, in a file that survives a process that is killed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.noted: dict[str, Any] = {"started": True}

    def write(self, **noted: Any) -> None:
        self.noted |= noted
        self.path.write_text(json.dumps(self.noted))

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.write(running=nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.write(started=False, failed=report.nodeid)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, object, object]:
        try:
            return (yield)
        except Exception:
            if fixturedef.argname == "shared":  # the application of nearly all tests
                self.write(started=False)
            raise

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and "failed" not in self.noted:
            self.write(failed=report.nodeid)

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        self.write(exit=int(exitstatus))
