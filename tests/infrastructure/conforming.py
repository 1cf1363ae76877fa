"""Runs `python -m tests.conform` against servers with sample data, and reads its verdict."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.commandline.migrate import migrate
from core.commandline.seed import seed
from core.commandline.superuser import create_superuser
from tests.adapters import ENTRIES, Adapter
from tests.clients.socket import SocketClient
from tests.deployment import settings_for, values_for
from tests.people import SUPERUSER
from tests.servers import ROOT, Server

CONTRACT = ROOT / "tests" / "contract"
# Each word of -k must occur here: in the name of a test file or in its content.
NAMES = "\n".join(f"{path.relative_to(CONTRACT)}\n{path.read_text('utf-8')}" for path in CONTRACT.rglob("test_*.py"))
OPERATORS = ("and", "or", "not")
NOTHING = ("test_of_nothing",)
"""Words that deliberately name no test."""

LISTS = ("users", "posts", "teams", "tags", "documents")

# Modules that the command must not import: core, the frameworks and the drivers.
FRAMEWORKS = [name.replace("-", "_") for entry in ENTRIES.values() for name in entry.get("distributions", ())]
ABSENT = ("core", *FRAMEWORKS, "sqlalchemy", "aiosqlite", "psycopg", "duckdb")
COMMAND = (
    f"import sys, runpy; sys.modules.update(dict.fromkeys({ABSENT}))\n"
    "runpy.run_module('tests.conform', run_name='__main__', alter_sys=True)"
)

# Runs before the command: sends it SIGINT while its journal records the first resource of a kind that it created.
INTERRUPTED = """
import os, signal
from tests.conform.journal import Journal

add, interrupted = Journal.add, []

def add_and_interrupt(journal, method, target, headers, body, response, **more):
    noted = add(journal, method, target, headers, body, response, **more)
    created = method == "POST" and target == "/{}" and response is not None and response.status == 201
    if created and not interrupted:
        interrupted.append(target)
        os.kill(os.getpid(), signal.SIGINT)
    return noted

Journal.add = add_and_interrupt
"""


class Listening(Server):
    """A server whose application is mounted under a path; it counts as live as soon as it accepts connections."""

    def is_live(self) -> bool:
        try:
            socket.create_connection((self.host, self.port), timeout=1).close()
        except OSError:
            return False
        return True


@dataclass(frozen=True)
class Seeded:
    """A database and an object store with sample data and a superuser; each server gets a copy."""

    directory: Path

    def values(self, directory: Path, **changes: Any) -> dict[str, Any]:
        """Settings for the copy in this directory."""
        places = {"storage": str(directory / "objects"), "analytics": str(directory / "analytics")}
        return values_for(f"sqlite:///{directory / 'database.sqlite'}", **places, **changes)

    def fill(self) -> None:
        values = self.values(self.directory)
        settings = settings_for(values.pop("database_url"), **values)
        migrate(settings)
        seed(settings)
        create_superuser(settings, SUPERUSER.email, SUPERUSER.name, SUPERUSER.password)

    @contextmanager
    def server(
        self,
        command: Callable[[int], Sequence[str]],
        directory: Path,
        variables: dict[str, str] | None = None,
        **changes: Any,
    ) -> Generator[Server]:
        """Serve a copy; `changes` replace settings, and `variables` are those of `served.py`."""
        shutil.copytree(self.directory, directory / "copy")
        environment = {name: value for name, value in os.environ.items() if not name.startswith("LIKEWISE_")}
        values = self.values(directory / "copy", **changes)
        environment |= {f"LIKEWISE_{name.upper()}": str(value) for name, value in values.items()}
        kind = Server if variables is None else Listening
        with kind(command, directory / "server.log", environment | (variables or {})) as server:
            yield server


def served(adapter: Adapter, **variables: str) -> dict[str, str]:
    """The environment in which `served.py` serves this adapter; the variables are described there."""
    return {"SERVED": f"{adapter.package}:{adapter.factory}", **variables}


def granian(interface: str, *options: str) -> Callable[[int], list[str]]:
    """The command that serves `served.py`, whose application the environment names."""

    def command(port: int) -> list[str]:
        # The adapters are served with --no-ws too: Granian must not handle upgrades.
        address = ["--host", "127.0.0.1", "--port", str(port), "--no-ws"]
        where = f"tests.infrastructure.served:{interface}"
        return ["-m", "granian", "--interface", interface, "--factory", *address, *options, where]

    return command


@dataclass(frozen=True)
class Verdict:
    """The exit code of a run, what it printed, and its two reports."""

    code: int
    printed: str
    report: dict[str, Any]
    junit: str

    @property
    def failing(self) -> set[str]:
        return {row["operation"] for row in self.report["operations"] if row["failed"]}

    @property
    def passing(self) -> set[str]:
        return {row["operation"] for row in self.report["operations"] if row["passed"]}


def start(
    url: str, directory: Path, *options: str, password: str | None = SUPERUSER.password, before: str = ""
) -> "subprocess.Popen[str]":
    """Start a run as a superuser, or without a login if the password is None; `before` is Python code to run first."""
    keyword = options[options.index("-k") + 1] if "-k" in options else ""
    stale = [word for word in re.findall(r"\w+", keyword) if word not in {*OPERATORS, *NOTHING} and word not in NAMES]
    assert not stale, f"these words of -k name no test: {stale}"
    login = [] if password is None else ["--email", SUPERUSER.email]
    files = ["--json", str(directory / "verdict.json"), "--junit", str(directory / "verdict.xml")]
    environment = os.environ | {"LIKEWISE_PASSWORD": password or "", "COLUMNS": "200"}
    command = [sys.executable, "-c", before + COMMAND, url, *login, *files, *options]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=pipe, stderr=pipe, text=True)  # noqa: S603 - our own


def finish(process: "subprocess.Popen[str]", directory: Path) -> Verdict:
    printed, complaints = process.communicate(timeout=900)
    assert complaints == "", complaints
    report = json.loads((directory / "verdict.json").read_text())
    return Verdict(process.returncode, printed, report, (directory / "verdict.xml").read_text())


def conform(url: str, directory: Path, *options: str, password: str | None = SUPERUSER.password) -> Verdict:
    return finish(start(url, directory, *options, password=password), directory)


def url_of(server: Server, path: str = "") -> str:
    return f"http://{server.host}:{server.port}{path}"


def counts(server: Server, path: str = "") -> dict[str, int]:
    """The number of resources of each kind on the server."""
    with SocketClient(server.host, server.port) as client:
        document = {"email": SUPERUSER.email, "password": SUPERUSER.password}
        token = client.call("POST", f"{path}/auth/login", document).json()["access_token"]
        return {name: client.call("GET", f"{path}/{name}?limit=1", token=token).json()["total"] for name in LISTS}
