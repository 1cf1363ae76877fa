"""`fastapi run` and `fastapi dev`, as their users type them, find the application."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.clients.socket import SocketClient
from tests.deployment import values_for
from tests.servers import Server


@pytest.mark.parametrize("command", [["run"], ["dev", "--no-reload"], ["dev", "--no-reload", "fastapi_app/main.py"]])
def test_the_command_finds_the_application(command: list[str], databases: Any, tmp_path: Path) -> None:
    with databases("sqlite").temporary() as database:
        values = values_for(database.url, analytics=str(tmp_path / "analytics"))
        environment = {**os.environ, **{f"LIKEWISE_{name.upper()}": str(value) for name, value in values.items()}}
        with (
            Server(
                lambda port: ["-m", "fastapi", *command, "--port", str(port)], tmp_path / "log", environment
            ) as server,
            SocketClient(server.host, server.port) as client,
        ):
            assert client.call("GET", "/health/ready").status == 200
            assert b"swagger-ui" in client.call("GET", "/native/docs").body
