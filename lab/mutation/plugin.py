"""A plugin of pytest for one trial: tests in the order of who is likely to kill, and a note of what came of it."""

import json
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from lab.mutation.likely import rank
from tests.adapters import ADAPTERS
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
    chosen = [item for item in items if concerns(module, item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
    variants = list(dict.fromkeys(str(variant_of(item)) for item in chosen))
    items[:] = sorted(chosen, key=lambda item: (variants.index(str(variant_of(item))), rank(module, item.path.stem)))


def concerns(module: str, item: pytest.Item) -> bool:
    """Whether a test is about the form that a module belongs to, where an adapter has one for ASGI and one for WSGI."""
    variant = variant_of(item)
    if variant is None or len(ADAPTERS.get(variant.adapter.name.split("-")[0], ())) == 1:
        return True
    form = {"asgi.py": "asgi", "routes": "asgi", "wsgi.py": "wsgi", "routes_sync": "wsgi"}.get(
        module.split("/", maxsplit=1)[0]
    )
    return form in {None, variant.adapter.interface}


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
