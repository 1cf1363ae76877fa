"""Programs that the comparison starts: how they end, and what they inherit."""

import os
import signal
import sys
import time
from pathlib import Path

import psutil
import pytest

from compare.processes import Processes, tail
from compare.servers import Server, process_clock

ENDLESS = "import signal; signal.pause()"
# Ignores the request to stop, and writes its process id into a pipe once it does.
STUBBORN = """
import os, signal, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
open(sys.argv[1], "w").write(str(os.getpid()))
signal.pause()
"""
WITH_A_CHILD = "import subprocess, sys; subprocess.run([sys.executable, '-c', *sys.argv[1:]])"


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    """A pipe."""
    os.mkfifo(tmp_path / "ready")
    return tmp_path / "ready"


def test_a_program_runs_to_its_end_and_its_output_is_in_the_log(tmp_path: Path) -> None:
    program = "import sys; print('out'); print('err', file=sys.stderr, flush=True); sys.exit(3)"
    with Processes() as processes:
        assert processes.run((sys.executable, "-c", program), log=tmp_path / "log", timeout=60) == 3
    assert sorted(tail(tmp_path / "log").splitlines()) == ["err", "out"]


def test_a_program_that_takes_too_long_is_stopped_and_has_no_exit_code(tmp_path: Path) -> None:
    with Processes() as processes:
        assert processes.run((sys.executable, "-c", ENDLESS), log=tmp_path / "log", timeout=0) is None


def test_leaving_the_block_ends_what_still_runs_with_its_children(tmp_path: Path, ready: Path) -> None:
    with Processes() as processes:
        command = (sys.executable, "-c", WITH_A_CHILD, STUBBORN, str(ready))
        leader = psutil.Process(processes.start(command, log=tmp_path / "log").pid)
        child = psutil.Process(int(ready.read_text()))
    assert psutil.wait_procs([leader, child], timeout=60)[1] == []


def test_the_figures_of_a_server_are_those_of_its_whole_process_tree(tmp_path: Path, ready: Path) -> None:
    with Processes() as processes:
        command = (sys.executable, "-c", WITH_A_CHILD, STUBBORN, str(ready))
        leader = psutil.Process(processes.start(command, log=tmp_path / "log").pid)
        child = psutil.Process(int(ready.read_text()))
        tree, alone = Server("", 0, leader, 0), Server("", 0, child, 0)
        assert tree.threads() == 2
        assert tree.memory_bytes() > alone.memory_bytes()
        assert tree.cpu_seconds() >= alone.cpu_seconds()


def test_the_clock_of_a_process_is_that_which_the_process_itself_reads() -> None:
    before = time.process_time()
    read = process_clock(os.getpid())
    assert before <= read <= time.process_time()


def test_a_program_that_ignores_the_request_to_stop_is_killed(tmp_path: Path, ready: Path) -> None:
    with Processes() as processes:
        process = processes.start((sys.executable, "-c", STUBBORN, str(ready)), log=tmp_path / "log")
        assert int(ready.read_text()) == process.pid
        processes.stop(process, patience=0)
        assert process.returncode == -signal.SIGKILL


def test_a_program_inherits_the_environment_without_settings_of_the_application(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIKEWISE_DATABASE_URL", "sqlite:///production.sqlite")
    monkeypatch.setenv("LIKELY", "inherited")
    program = "import os; print(sorted((k, v) for k, v in os.environ.items() if k.startswith('LIKE')))"
    with Processes() as processes:
        command = (sys.executable, "-c", program)
        processes.run(command, log=tmp_path / "log", timeout=60, environment={"LIKEWISE_SECRET": "given"})
    assert tail(tmp_path / "log") == "[('LIKELY', 'inherited'), ('LIKEWISE_SECRET', 'given')]"


def test_the_tail_of_a_log_is_its_last_lines_or_a_word(tmp_path: Path) -> None:
    assert tail(tmp_path / "absent") == "(the log is empty)"
    log = tmp_path / "log"
    log.write_text("\n".join(str(number) for number in range(30)))
    assert tail(log, 2) == "28\n29"
    assert len(tail(log).splitlines()) == 20
