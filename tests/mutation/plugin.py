"""A plugin of pytest for one trial: tests in the order of who is likely to kill, and a note of what came of it."""

import json
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from tests.mutation.likely import rank
from tests.variants import variant_of


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("mutation")
    group.addoption("--mutated", default="", help="the module that differs")
    group.addoption("--note", type=Path, default=Path("note.json"), help="where to write what came of it")


def pytest_configure(config: pytest.Config) -> None:
    path = config.getoption("--note")
    assert isinstance(path, Path)
    config.pluginmanager.register(Note(path))


@pytest.hookimpl(trylast=True)  # after pytest has put together what shares an application
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    module = str(config.getoption("--mutated"))
    form = "wsgi" if "wsgi" in module or "sync" in module else "asgi"
    variants = list(dict.fromkeys(str(variant_of(item)) for item in items))
    variants.sort(key=lambda name: f"-{form}-" not in name)
    items.sort(key=lambda item: (variants.index(str(variant_of(item))), rank(module, item.path.stem)))


class Note:
    """Which test runs, which failed first, and whether the application so much as started."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.noted: dict[str, Any] = {}

    def write(self, **noted: Any) -> None:
        self.noted |= noted
        self.path.write_text(json.dumps(self.noted))

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.write(running=nodeid)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, object, object]:
        try:
            return (yield)
        except Exception:
            if fixturedef.argname == "shared":
                self.write(started=False)
            raise

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and "failed" not in self.noted:
            self.write(failed=report.nodeid)

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        self.write(passed=session.testscollected - session.testsfailed, exit=int(exitstatus))
