"""The log: a record is one line of JSON, whatever is in an error."""

import json
import re

import pytest

from core.errors import NotReady
from core.telemetry.logs import configure, log_left, log_outage, log_uncaught
from tests.deployment import settings_for

FORGED = 'x\n{"event":"forged"}\r\n\x1b[31mforged\x1b[0m\u2028forged\u0085forged'


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
