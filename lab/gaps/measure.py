"""Sends each row's request to the plain application of a framework, on a server of its own."""

import os
import tempfile
from collections.abc import Generator, Iterable
from contextlib import contextmanager, nullcontext
from itertools import count
from pathlib import Path
from time import time

import h11
import jwt

from compare.documented import SECRET
from lab.facts import facts
from lab.gaps.row import Row, Trouble
from lab.gaps.rows_input import FILE, NAME, upload
from tests.clients.base import Client
from tests.clients.socket import SocketClient
from tests.contract.failing import execute, let_commits_fail
from tests.databases import Database
from tests.servers import Server

TABLE = "user_account"
TROUBLES: tuple[Trouble | None, ...] = (None, "the table is missing", "commits fail")


def token_for(user_id: str) -> str:
    """Sign a token; nobody can log in to a plain application."""
    now = int(time())
    return jwt.encode({"sub": user_id, "iat": now, "exp": now + 900}, SECRET, algorithm="HS256")


def prepare(client: Client) -> dict[str, str]:
    """Create two users and a document, and return the words that stand for them in requests."""
    mark = os.urandom(4).hex()
    known: dict[str, str] = {}
    for name, token in (("user", "token"), ("spare", "spare-token")):
        body = {"email": f"{name}-{mark}@example.com", "name": "Ada", "password": "12345678"}
        known[name] = client.call("POST", "/users", body).json()["id"]
        known[token] = token_for(known[name])
    answer = upload(NAME, FILE % "é.txt".encode()).of(client, known)
    known["document"] = answer.json()["id"]
    return {**known, "mark": mark, "USER": known["user"].upper(), "bare": known["user"].replace("-", "")}


@contextmanager
def trouble(kind: Trouble, database: Database) -> Generator[None]:
    """Make the database fail as the row needs it."""
    if kind == "commits fail":
        # Nothing is undone: where SQLite refuses a COMMIT, SQLAlchemy leaves the transaction open, unless it is rolled
        # back by hand, so the database is locked from here on. It is the last trouble, and the database is thrown away.
        let_commits_fail(database, TABLE)
        yield
        return
    execute(database, f"ALTER TABLE {TABLE} RENAME TO elsewhere")
    try:
        yield
    finally:
        execute(database, f"ALTER TABLE elsewhere RENAME TO {TABLE}")


def shown(row: Row, client: Client, known: dict[str, str]) -> str:
    """Return what the answer shows, or that there is no answer."""
    try:
        return row.show(row.ask.of(client, known))
    except ConnectionError:
        return "no answer"
    except h11.RemoteProtocolError:
        return "no HTTP"


def measure(rows: Iterable[Row], client: Client, database: Database) -> dict[str, str]:
    """Return what each row's request shows, by the row's name; rows that break the database come last."""
    known = prepare(client)
    numbers = count(1)
    answers: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: TROUBLES.index(row.during)):
        with trouble(row.during, database) if row.during else nullcontext():
            answers[row.name] = shown(row, client, {**known, "unique": f"{known['mark']}-{next(numbers)}"})
    return answers


def measure_plain(framework: str, rows: Iterable[Row], module: str = "") -> dict[str, str]:
    """Start the plain application of a framework on its server, and measure it. `module` is that of another one."""
    with tempfile.TemporaryDirectory(prefix="likewise-gaps-") as directory:
        path = Path(directory, "plain.sqlite3")
        environment = {**os.environ, "PLAIN_DATABASE": str(path), "PLAIN_FOLDER": directory}
        environment["PYTHONHASHSEED"] = "1"  # sets give methods in the same order each time, and not sorted by chance
        target = f"compare.documented.{module or framework}:create_app"
        command = facts(framework).server
        log = Path(directory, "server.log")
        with (
            Server(lambda port: [*command, "--port", str(port), target], log, environment) as server,
            SocketClient(server.host, server.port) as client,
        ):
            return measure(rows, client, Database("sqlite", f"sqlite:///{path}"))
