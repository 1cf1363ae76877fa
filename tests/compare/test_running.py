"""Whole runs of real processes: stand-ins for the adapters, the real k6."""

import os
import select
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
from tests.compare.stand_in import EVENTS

PATIENCE = 30
PROGRAM = """
import sys
from pathlib import Path
from rich.console import Console
from compare.run import run
from tests.compare.making import FLOOR, comparison, entry
sys.exit(run(comparison([entry(FLOOR)]), Path(sys.argv[1]), Console()))
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_leaves_no_process_and_no_report(tmp_path: Path, number: signal.Signals) -> None:
    pipe = tmp_path / "events"
    os.mkfifo(pipe)
    events = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    home = tmp_path / "home"
    home.mkdir()
    run = subprocess.Popen(  # noqa: S603  # this very Python
        [sys.executable, "-c", PROGRAM, str(home / "report")],
        env={**os.environ, EVENTS: str(pipe), "TMPDIR": str(home), "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    loading, _, _ = select.select([events], [], [], PATIENCE)
    assert loading, "no load ever began"
    started = psutil.Process(run.pid).children(recursive=True)
    run.send_signal(number)
    told, _ = run.communicate(timeout=PATIENCE)
    os.close(events)  # not earlier: a second connection that tells of its load would wait for a reader
    assert run.returncode == 130
    assert "no report was written" in told
    assert len(started) >= 2  # the server and k6
    assert [process for process in started if process.is_running()] == []
    assert list(home.iterdir()) == []


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
    told = f"{acknowledged} users were acknowledged, {acknowledged - 1} are in the database"
    assert errors == [("create_user", told), ("create_user", told)]


def test_a_server_that_does_not_come_up_is_told_with_its_log() -> None:
    command = (sys.executable, "-c", "import sys; sys.exit('the framework is not here')")
    with (
        tempfile.TemporaryDirectory() as directory,
        Processes() as processes,
        pytest.raises(click.ClickException) as raised,
        serving(processes, "litestar", command, environment={}, log=Path(directory, "log")),
    ):
        pass
    assert "litestar ended with exit code 1" in raised.value.message
    assert "the framework is not here" in raised.value.message
    assert "--adapters" in raised.value.message
