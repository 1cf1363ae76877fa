"""The log: whatever an error says, a record is one line of JSON."""

import json
import re

import pytest

from core.errors import NotReady
from core.telemetry.logs import configure, log_left, log_outage, log_uncaught
from tests.deployment import settings_for

FORGED = 'x\n{"event":"forged"}\r\n\x1b[31mforged\x1b[0m\u2028forged\u0085forged'


def test_a_record_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    configure(settings_for("sqlite:///nowhere.sqlite3", log_level="debug"))
    error = ValueError(FORGED)
    outage = NotReady()
    outage.__cause__ = error
    log_uncaught(error)
    log_outage("not ready", outage)
    log_left([FORGED], error)
    log = capsys.readouterr().out
    assert not re.search(r"[^\x20-\x7e\n]", log)
    told = [json.loads(line) for line in log.split("\n")[:-1]]
    assert [event["event"] for event in told] == ["uncaught exception", "not ready", "objects left in the store"]
    assert FORGED.split("\n", maxsplit=1)[0] in told[1]["reason"]
    assert told[2]["keys"] == [FORGED]
