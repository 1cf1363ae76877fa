"""FastAPI's command line, and the servers that run it by theirs."""

from pathlib import Path

import pytest

from tests.commands.running import check_answers, served


@pytest.mark.parametrize(
    "command",
    [
        "fastapi run --workers 2 --port {port}",
        "fastapi dev --port {port} fastapi_app/main.py",
    ],
)
def test_the_command_of_fastapi_finds_the_application(
    command: str, environment: dict[str, str], tmp_path: Path
) -> None:
    with served(*command.split(), environment=environment, log=tmp_path / "log") as client:
        check_answers(client)
        assert b"SwaggerUIBundle" in client.call("GET", "/native/docs").body


@pytest.mark.parametrize(
    "command",
    [
        "uvicorn --factory fastapi_app:create_app --port {port}",
        "hypercorn fastapi_app:create_app() --bind 127.0.0.1:{port}",
    ],
)
def test_other_servers_run_the_factory(command: str, environment: dict[str, str], tmp_path: Path) -> None:
    with served(*command.split(), environment=environment, log=tmp_path / "log") as client:
        check_answers(client)
