"""A pytest plugin for the trial of a release: writes the deprecation warnings of the run beside its JUnit file."""

import warnings
from pathlib import Path

import pytest

SUFFIX = ".deprecations"


class Deprecations:
    """Collects the texts of deprecation warnings. FastAPI's class is no DeprecationWarning, but says so in its name."""

    def __init__(self) -> None:
        self.texts: set[str] = set()

    def pytest_warning_recorded(self, warning_message: warnings.WarningMessage) -> None:
        if any("Deprecat" in each.__name__ for each in warning_message.category.__mro__):
            self.texts.add(" ".join(str(warning_message.message).split()))

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        junit = Path(str(session.config.getoption("xmlpath")))
        junit.with_suffix(SUFFIX).write_text("\n".join(sorted(self.texts)), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Deprecations())
