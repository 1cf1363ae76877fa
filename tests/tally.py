"""Counts what ran on each adapter: one on which nothing ran has failed, whatever the reason."""

from collections import Counter
from pathlib import Path

import pytest

from tests.variants import selected_adapters, variant_of

PROPERTY = "adapter"


class Tally:
    """A plugin; outcomes are counted by adapter, a broken set-up or clean-up as a failure.

    Under pytest-xdist the workers tell which adapter a test was about, and the process that sees all reports judges.
    """

    def __init__(self, config: pytest.Config, *, judge: bool = True) -> None:
        self.config = config
        self.judge = judge
        self.contract = config.rootpath / "tests" / "contract"
        self.passed: Counter[str] = Counter()
        self.failed: Counter[str] = Counter()
        self.missing: list[str] = []
        self.concerned = False

    @pytest.hookimpl(tryfirst=True)  # before -k and -m take items away
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        ours = [item for item in items if item.path.is_relative_to(self.contract)]
        for item in ours:
            variant = variant_of(item)
            if variant is not None:
                self.concerned = True
                item.user_properties.append((PROPERTY, variant.adapter.name))

    def pytest_sessionstart(self) -> None:
        here = self.config.invocation_params.dir
        asked = [Path(here, argument.split("::")[0]) for argument in self.config.args]
        ignored = [Path(here, path) for path in self.config.getoption("ignore") or ()]
        self.concerned = any(self.contract.is_relative_to(path) for path in asked) and self.contract not in ignored

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        for name, value in report.user_properties:
            if name == PROPERTY:
                self.concerned = True
            if name == PROPERTY and report.failed:
                self.failed[str(value)] += 1
            elif name == PROPERTY and report.when == "call" and report.passed:
                self.passed[str(value)] += 1

    @pytest.hookimpl(tryfirst=True)  # before the terminal reporter closes the run
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if not self.judge or not self.concerned or self.config.option.collectonly:
            return
        ran = self.passed + self.failed
        self.missing = [adapter.name for adapter in selected_adapters(self.config) if not ran[adapter.name]]
        if self.missing and session.exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if not (self.missing or self.passed or self.failed):
            return
        terminalreporter.section("adapters")
        for name in (adapter.name for adapter in selected_adapters(self.config)):
            line = f"{name}: {self.passed[name]} passed, {self.failed[name]} failed"
            if name in self.missing:
                line += " (no contract test ran on it, which is a failure; choose adapters with --adapter)"
            terminalreporter.line(line, red=bool(self.failed[name] or name in self.missing))
