"""The log: a record is one line of JSON, whatever is in an error."""

import json
import re
from collections.abc import Iterator

import pytest
import structlog

from core.errors import NotReady
from core.telemetry.logs import configure, configure_for_commands, log_left, log_outage, log_uncaught
from tests.deployment import settings_for

FORGED = 'x\n{"event":"forged"}\r\n\x1b[31mforged\x1b[0m\u2028forged\u0085forged'


@pytest.fixture(autouse=True)
def _unconfigured() -> Iterator[None]:
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()  # a WSGI application in this thread may have left a request id
    yield
    structlog.reset_defaults()


def test_line_ends_and_escape_sequences_in_errors_cannot_forge_a_record(capsys: pytest.CaptureFixture[str]) -> None:
    configure(settings_for("sqlite:///nowhere.sqlite3", log_level="debug"))
    error = ValueError(FORGED)
    outage = NotReady()
    outage.__cause__ = error
    log_uncaught(error)
    log_outage("not ready", outage)
    log_left([FORGED], error)
    log = capsys.readouterr().out
    assert not re.search(r"[^\x20-\x7e\n]", log)
    records = [json.loads(line) for line in log.split("\n")[:-1]]
    assert [event["event"] for event in records] == ["uncaught exception", "not ready", "objects left in the store"]
    assert FORGED.split("\n", maxsplit=1)[0] in records[1]["reason"]
    assert records[2]["keys"] == [FORGED]


def records_of(capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_each_kind_of_record_has_its_level_and_fields(capsys: pytest.CaptureFixture[str]) -> None:
    configure(settings_for("sqlite:///nowhere.sqlite3"))
    outage = NotReady()
    outage.__cause__ = ValueError("no route\nto host")
    log_outage("busy", outage)
    log_outage("busy", ValueError("no cause"))
    log_left(["a", "b"], ValueError("first\nsecond"))
    log_left([], ValueError())
    log_uncaught(ValueError("ours"))
    records = records_of(capsys)
    times = [record.pop("timestamp") for record in records]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", time) for time in times)
    assert records == [
        {"event": "busy", "level": "warning", "reason": "ValueError: no route"},
        {"event": "busy", "level": "warning", "reason": "ValueError: no cause"},
        {"event": "objects left in the store", "level": "warning", "keys": ["a", "b"], "error": "first"},
        {"event": "objects left in the store", "level": "warning", "keys": [], "error": ""},
        {"event": "uncaught exception", "level": "error", "exception": "ValueError: ours"},
    ]


def test_records_below_the_level_of_the_settings_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    configure(settings_for("sqlite:///nowhere.sqlite3", log_level="error"))
    log_left(["a"], ValueError("x"))
    log_uncaught(ValueError("ours"))
    assert [record["level"] for record in records_of(capsys)] == ["error"]


def test_a_command_logs_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    configure_for_commands()
    log_left(["a"], ValueError("x"))
    printed = capsys.readouterr()
    assert printed.out == ""
    assert json.loads(printed.err)["keys"] == ["a"]
