"""Sanic's command line: for development, with several workers, and its inspector."""

import json
from pathlib import Path

from tests.commands.running import check_answers, run, served
from tests.servers import free_port

APP = ("sanic", "sanic_app:create_app", "--port", "{port}")


def test_the_command_serves_with_several_workers_for_development_and_the_inspector_tells_of_them(
    environment: dict[str, str], tmp_path: Path
) -> None:
    port = str(free_port())
    inspected = {**environment, "SANIC_INSPECTOR": "true", "SANIC_INSPECTOR_PORT": port}
    with served(*APP, "--dev", "--workers", "2", environment=inspected, log=tmp_path / "log") as client:
        check_answers(client)
        found = worker_states(port, environment)
        for _ in range(50):  # the second may still start
            if set(found.values()) == {"ACKED"}:
                break
            found = worker_states(port, environment)
    assert found == {"Sanic-Server-0-0": "ACKED", "Sanic-Server-1-0": "ACKED"}
    assert "mode: debug, w/ 2 workers" in (tmp_path / "log").read_text()


def worker_states(port: str, environment: dict[str, str]) -> dict[str, str]:
    """What the inspector tells of each worker that serves."""
    told = run("sanic", "inspect", "--raw", "--port", port, environment=environment).stdout
    workers = json.loads(told[told.index("{") :])["workers"]
    return {name: worker["state"] for name, worker in workers.items() if worker.get("server")}
