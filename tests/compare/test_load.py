"""What a load is worth: read from k6's summary, and an error instead of a figure if anything went wrong."""

import json
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from compare import load
from compare.processes import Processes
from compare.results import OPERATIONS, Latency

FAKE = """#!{python}
import json, pathlib, sys
spec = json.loads(pathlib.Path(sys.argv[sys.argv.index("-e") + 1].partition("=")[2]).read_text())
print("the last line that k6 printed")
if {summary!r} is not None:
    pathlib.Path(spec["summary"]).write_text({summary!r})
sys.exit({code})
"""


def summary(**changes: Any) -> dict[str, Any]:
    """What k6 counts for each operation: 1000 requests, all of them right."""
    counts: dict[str, Any] = {"http_reqs": 1000, "wrong": 0, "dropped_iterations": 0, **changes}
    metrics: dict[str, Any] = {}
    for operation in OPERATIONS:
        tag = f"{{scenario:{operation}}}"
        metrics |= {f"{name}{tag}": {"values": {"count": count}} for name, count in counts.items()}
        metrics[f"http_req_duration{tag}"] = {"values": {"med": 2, "p(95)": 4, "p(99)": 8}}
    return metrics


def drive(
    directory: Path, monkeypatch: pytest.MonkeyPatch, metrics: dict[str, Any] | None, *, code: int = 0
) -> list[Latency]:
    """Drive a load of two seconds with a k6 that writes this summary."""
    fake = directory / "k6"
    written = None if metrics is None else json.dumps(metrics)
    fake.write_text(FAKE.format(python=sys.executable, summary=written, code=code))
    fake.chmod(0o755)
    monkeypatch.setattr(load, "k6", lambda: str(fake))
    spec = load.Spec(
        base_url="http://127.0.0.1:1",
        token="token",
        ids=["id"],
        prefix="prefix",
        shortest=dict.fromkeys(OPERATIONS, 1),
        seconds=2,
        rates=dict.fromkeys(OPERATIONS, 1),
    )
    with Processes() as processes:
        return load.drive(processes, spec, directory, row="alpha", number=3)


def test_each_operation_has_its_percentiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert drive(tmp_path, monkeypatch, summary()) == [
        Latency(row="alpha", number=3, operation=operation, requests=1000, p50=2, p95=4, p99=8)
        for operation in OPERATIONS
    ]


@pytest.mark.parametrize(
    ("counts", "error"),
    [
        ({"wrong": 1}, "1 of 1000 answers were wrong: the last line that k6 printed"),
        ({"dropped_iterations": 1}, "1 of 1001 requests could not be sent in time"),
        ({"http_reqs": 0}, "no request was sent: the last line that k6 printed"),
        ({"http_reqs": 0, "dropped_iterations": 5}, "no request was sent: the last line that k6 printed"),
    ],
)
def test_one_wrong_or_dropped_request_makes_the_load_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, counts: dict[str, int], error: str
) -> None:
    assert [each.error for each in drive(tmp_path, monkeypatch, summary(**counts))] == [error] * 3


def test_a_summary_that_misses_an_operation_is_an_error_of_that_operation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    metrics = {name: value for name, value in summary().items() if "list_users" not in name}
    found = drive(tmp_path, monkeypatch, metrics)
    assert [each.operation for each in found if each.error] == ["list_users"]


def test_the_summary_of_an_earlier_load_is_not_taken_for_this_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drive(tmp_path, monkeypatch, summary())
    with pytest.raises(click.ClickException, match=r"exit code 3 and no summary(?s:.*)the last line that k6 printed"):
        drive(tmp_path, monkeypatch, None, code=3)
