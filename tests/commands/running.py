"""Starts the console scripts of the environment, for a moment or as servers."""

import os
import subprocess
import sys
from collections.abc import Callable, Generator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from tests.clients.socket import SocketClient
from tests.people import SUPERUSER, login
from tests.servers import ROOT, Server

Ended = subprocess.CompletedProcess[str]
SCRIPTS = Path(sys.executable).parent
SECONDS_TO_END = 120
"""A bound that only a command that hangs reaches, however busy the machine is."""


def run(*command: str, environment: Mapping[str, str], answer: str = "") -> Ended:
    """Run a command to its end; `answer` is what is typed. Its standard output has its errors too."""
    return subprocess.run(  # noqa: S603 -- the command is the tests' own
        [sys.executable, str(SCRIPTS / command[0]), *command[1:]],
        cwd=ROOT,
        env=dict(environment),
        input=answer,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=SECONDS_TO_END,
        check=False,
    )


def together(*calls: Callable[[], Ended]) -> list[Ended]:
    """Run commands that do not wait for one another at the same time: most of each one's time is its start."""
    with ThreadPoolExecutor(len(calls)) as pool:
        return [each.result() for each in [pool.submit(call) for call in calls]]


@contextmanager
def served(*command: str, environment: Mapping[str, str], log: Path) -> Generator[SocketClient]:
    """Run a command that serves; {port} in it is a free port. Yields a client, and stops the server at the end."""

    def arguments(port: int) -> list[str]:
        return [str(SCRIPTS / command[0]), *(part.format(port=port) for part in command[1:])]

    with Server(arguments, log, environment) as server, SocketClient(server.host, server.port) as client:
        yield client


def check_answers(client: SocketClient) -> None:
    """Log in and ask for what only this application knows, with its layer on."""
    token = login(client, SUPERUSER.email, SUPERUSER.password)
    assert client.call("GET", "/auth/me", token=token).json()["email"] == SUPERUSER.email
    assert client.call("GET", "/users/", token=token).status == 404
    assert client.call("GET", "/health/ready").status == 200


def inherited() -> dict[str, str]:
    """The environment of this process, without settings of ours and of the frameworks'."""
    prefixes = ("LIKEWISE_", "SANIC_", "FLASK_", "LITESTAR_", "UVICORN_")
    return {name: value for name, value in os.environ.items() if not name.startswith(prefixes)}
