"""Whole runs of real processes: stand-ins for the adapters, the real k6."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import click
import psutil
import pytest
from rich.console import Console

from compare import measure
from compare.answers import CREATED
from compare.processes import Processes
from compare.servers import serving
from compare.turn import confirmed
from tests.compare.making import FLOOR, comparison, entry, turn
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


def test_a_turn_has_every_load_and_its_users_are_in_the_database() -> None:
    with Processes() as processes, Path(os.devnull).open("w") as nowhere:
        results = measure.run(comparison([entry(FLOOR)]), processes, Console(file=nowhere))
    (taken,) = results.rounds
    assert results.failures == ()
    assert sorted((load.arrival, load.operation) for load in taken.loads) == [
        ("closed", "create_user"),
        ("closed", "get_user"),
        ("closed", "list_users"),
        ("fixed", "create_user"),
        ("fixed", "get_user"),
        ("fixed", "list_users"),
    ]
    assert all(load.requests > 0 and load.seconds > 0 and load.p50 <= load.p95 <= load.p99 for load in taken.loads)
    assert taken.startup > 0
    assert taken.loaded_memory > 2**20
    assert taken.threads > 0


def test_acknowledged_users_that_are_not_in_the_database_are_an_error() -> None:
    loads = turn(FLOOR, 1, 100).loads
    acknowledged = CREATED + 1000 + 100
    assert confirmed(loads, acknowledged) == loads
    errors = [(load.operation, load.error) for load in confirmed(loads, acknowledged - 1) if load.error]
    expected = f"{acknowledged} users were acknowledged, {acknowledged - 1} are in the database"
    assert errors == [("create_user", expected), ("create_user", expected)]


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
