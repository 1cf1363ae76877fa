"""A pytest plugin that prints, at the end of a run, how often each outcome came in the differential test."""

import pytest

PROPERTY = "differential"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = (report for outcome in ("passed", "failed") for report in terminalreporter.getreports(outcome))
    properties = [each for report in reports if report.when == "call" for each in report.user_properties]
    lines = [str(value) for name, value in properties if name == PROPERTY]
    if lines:
        terminalreporter.section("differential test")
    for line in lines:
        terminalreporter.line(line)
