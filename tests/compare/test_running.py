"""Whole runs of real processes: stand-ins for the adapters, the real k6."""

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import psutil
import pytest
from rich.console import Console

from compare import measure
from compare.bench import fair_rates, lost
from compare.cycles import Subject
from compare.processes import Processes
from compare.results import OPERATIONS
from compare.servers import serving
from tests.compare.making import ALPHA, FLOOR, comparison, costing, entry, latencies
from tests.signals import PATIENCE, start_announcing

PROGRAM = """
import sys
from pathlib import Path
from rich.console import Console
from compare.run import run
from tests.compare.making import FLOOR, comparison, entry
sys.exit(run(comparison([entry(FLOOR)]), Path(sys.argv[1]), Console()))
"""


def start_loading(directory: Path) -> tuple["subprocess.Popen[bytes]", list[psutil.Process]]:
    """Start a comparison and wait for a load; return it and the processes below it. Its report is `home/report`."""
    home = directory / "home"
    home.mkdir()
    environment = {"TMPDIR": str(home), "PYTHONPATH": os.pathsep.join(sys.path)}
    run, _ = start_announcing(["-c", PROGRAM, str(home / "report")], directory, environment)
    return run, psutil.Process(run.pid).children(recursive=True)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupted_comparison_leaves_no_process_and_no_report(tmp_path: Path, number: signal.Signals) -> None:
    run, started = start_loading(tmp_path)
    run.send_signal(number)
    assert run.wait(PATIENCE) == 130
    assert "no report was written" in (tmp_path / "announcing.log").read_text()
    assert len(started) >= 3  # the server, k6, and the guard that ends them if the comparison cannot
    assert psutil.wait_procs(started, PATIENCE)[1] == []
    assert list((tmp_path / "home").iterdir()) == []


def test_a_comparison_that_is_killed_leaves_no_process(tmp_path: Path) -> None:
    run, started = start_loading(tmp_path)
    run.kill()
    run.wait(PATIENCE)
    assert len(started) >= 3
    assert psutil.wait_procs(started, PATIENCE)[1] == []


def test_a_row_has_every_figure_and_its_users_are_in_the_database() -> None:
    with Processes() as processes, Path(os.devnull).open("w") as nowhere:
        results = measure.run(comparison([entry(FLOOR)]), processes, Console(file=nowhere))
    (service,) = results.services
    assert results.failures == ()
    assert [(each.cycle, each.operation) for each in results.slices] == [(1, operation) for operation in OPERATIONS]
    assert [each.operation for each in results.latencies] == list(OPERATIONS)
    assert all(each.requests > 0 and each.p50 <= each.p95 <= each.p99 for each in results.latencies)
    assert service.startup > 0
    assert service.loaded_memory > 2**20
    assert service.threads > 0


@pytest.mark.parametrize(
    ("stored", "error"),
    [
        (["a-check-1", "a-check-2", "a-1", "a-2", "a-fixed-1"], None),
        (["a-check-1", "a-check-2", "a-1", "a-fixed-1"], "1 users were acknowledged and are not in the database, a-2 "),
        (["a-check-1", "a-check-2", "a-1", "a-2"], "5 users were acknowledged, 4 are stored"),
        (["a-check-1", "a-check-2", "a-1", "a-2", "a-3", "a-fixed-1"], "5 users were acknowledged, 6 are stored"),
    ],
)
def test_acknowledged_users_that_are_not_in_the_database_are_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stored: list[str], error: str | None
) -> None:
    monkeypatch.setattr("compare.answers.CREATED", 2)
    with closing(sqlite3.connect(tmp_path / "file", isolation_level=None)) as connection:
        connection.execute("CREATE TABLE user_account (email TEXT)")
        connection.executemany("INSERT INTO user_account VALUES (?)", [(email,) for email in (*stored, "other")])
    server: Any = None
    subject = Subject(entry(FLOOR), server, f"sqlite:///{tmp_path}/file", "a-", created=["a-1", "a-2"], loaded=1)
    assert (lost(subject, latencies(FLOOR)) or "").startswith(error or "")
    assert (lost(subject, latencies(FLOOR)) is None) is (error is None)
    # After a load with an error nobody knows how many there should be.
    uncounted = lost(subject, latencies(FLOOR, error="3 of 100 answers were wrong"))
    assert (uncounted is None) is ("not in the database" not in (error or ""))


def test_the_fixed_rates_leave_the_slowest_row_time_to_spare() -> None:
    slow = [each.model_copy(update={"seconds": 0.2}) for each in costing((ALPHA, 130))]
    assert fair_rates([*costing((FLOOR, 100)), *slow]) == dict.fromkeys(OPERATIONS, 250 // 8)
    assert fair_rates([each.model_copy(update={"seconds": 100}) for each in slow]) == dict.fromkeys(OPERATIONS, 1)


def test_the_error_of_a_server_that_does_not_start_has_its_log() -> None:
    command = (sys.executable, "-c", "import sys; sys.exit('the framework is not here')")
    with (
        tempfile.TemporaryDirectory() as directory,
        Processes() as processes,
        pytest.raises(click.ClickException) as raised,
        serving(processes, "alpha", command, environment={}, log=Path(directory, "log")),
    ):
        pass
    assert "alpha ended with exit code 1" in raised.value.message
    assert "the framework is not here" in raised.value.message
    assert "--adapters" in raised.value.message
