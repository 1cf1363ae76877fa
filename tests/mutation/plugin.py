"""A plugin of pytest for one trial: tests in the order of who is likely to kill, and a note of what came of it."""

import json
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from tests.variants import variant_of

# Of a resource's module, who asks for it first; of all other modules, who asks for HTTP.
TESTS = {
    "members": ("member", "team"),
    "documents": ("document", "upload", "download", "object"),
    "analytics": ("analytics", "refresh"),
    "posts": ("post", "export"),
    "repository": ("tag",),
    "exchange": ("http", "export", "download"),
    "problems": ("http", "failures"),
    "database": ("failures", "bind_key"),
}
HTTP = ("http", "bodies", "queries", "users", "auth", "tags", "posts_http", "documents_http", "downloads", "uploads")


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("mutation")
    group.addoption("--mutated", default="", help="the module that differs")
    group.addoption("--note", type=Path, help="where to write what came of it")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Note(config.getoption("--note")))


@pytest.hookimpl(trylast=True)  # after pytest has put together what shares an application
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    module = str(config.getoption("--mutated"))
    form = "wsgi" if "wsgi" in module or "sync" in module else "asgi"
    variants = list(dict.fromkeys(str(variant_of(item)) for item in items))
    variants.sort(key=lambda name: f"-{form}-" not in name)
    items.sort(key=lambda item: (variants.index(str(variant_of(item))), rank(module, item.path.stem)))


def rank(module: str, test: str) -> int:
    """How late a file of tests comes for a module."""
    resource = Path(module).stem
    if any(name in test for name in TESTS.get(resource, (resource.removesuffix("s"),))):
        return 0
    return HTTP.index(test.removeprefix("test_")) + 1 if test.removeprefix("test_") in HTTP else len(HTTP) + 1


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
