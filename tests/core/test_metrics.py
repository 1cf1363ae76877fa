"""The metrics of several workers: which of their files are kept."""

import errno
import os
from pathlib import Path

import pytest

from core.telemetry import metrics

ENDED, RUNNING, FOREIGN = 11, 12, 13


@pytest.fixture(autouse=True)
def _processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system with a process that has ended, one of ours, and one of somebody else."""

    def kill(pid: int, number: int) -> None:
        assert number == 0
        if pid == ENDED:
            raise ProcessLookupError(errno.ESRCH, "No such process")
        if pid == FOREIGN:
            raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "kill", kill)


def test_a_process_runs_unless_the_system_knows_none_of_that_number() -> None:
    assert [metrics.is_running(pid) for pid in (ENDED, RUNNING, FOREIGN)] == [False, True, True]


def test_on_windows_every_process_counts_as_running(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    assert metrics.is_running(ENDED)


def test_only_the_gauges_of_ended_workers_are_deleted(tmp_path: Path) -> None:
    for pid in (ENDED, RUNNING, FOREIGN):
        for kind in ("gauge_livesum", "counter"):
            (tmp_path / f"{kind}_{pid}.db").touch()
    metrics.forget_dead_workers(str(tmp_path))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *(f"counter_{pid}.db" for pid in (ENDED, RUNNING, FOREIGN)),
        f"gauge_livesum_{RUNNING}.db",
        f"gauge_livesum_{FOREIGN}.db",
    ]


def test_an_unknown_method_counts_as_other() -> None:
    for method in ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "get", "TRACE"):
        metrics.observe("a test", method, 418, 0.5)
    shown = metrics.render().decode().splitlines()
    counted = [line for line in shown if line.startswith('likewise_requests_total{method="') and '"a test"' in line]
    assert sorted(counted) == [
        f'likewise_requests_total{{method="{method}",operation="a test",status="418"}} {count}.0'
        for method, count in (
            *(("DELETE", 1), ("GET", 1), ("HEAD", 1), ("OPTIONS", 1), ("PATCH", 1), ("POST", 1), ("PUT", 1)),
            ("other", 2),
        )
    ]
    assert 'likewise_request_seconds_sum{operation="a test"} 4.5' in shown
