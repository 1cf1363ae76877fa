"""Measures: sends each row's request, to a plain application on a server or to whatever else speaks HTTP."""

import os
import tempfile
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager, nullcontext
from itertools import count
from pathlib import Path
from time import time

import h11
import jwt

from compare.documented import SECRET
from lab.gaps.row import Ask, Row, Trouble
from lab.gaps.rows_input import FILE, NAME, upload
from tests.clients.base import Client
from tests.clients.socket import SocketClient
from tests.contract.failing import execute, let_commits_fail
from tests.databases import Database
from tests.servers import Server

GRANIAN = ("-m", "granian", "--factory", "--no-ws", "--log-level", "warning", "--host", "127.0.0.1")
SANIC = ("-m", "sanic", "--factory", "--single-process", "--no-motd", "--host", "127.0.0.1")
SERVERS = {
    "litestar": (*GRANIAN, "--interface", "asgi"),
    "fastapi": (*GRANIAN, "--interface", "asgi"),
    "flask": (*GRANIAN, "--interface", "wsgi"),
    "sanic": SANIC,
}
FRAMEWORKS = tuple(SERVERS)
TABLE = "user_account"
TROUBLES: tuple[Trouble | None, ...] = (None, "the table is missing", "commits fail")

Login = Callable[[str, str, str], str]


def signed(user_id: str, email: str, password: str) -> str:
    """A token for a plain application, where nobody can log in."""
    now = int(time())
    return jwt.encode({"sub": user_id, "iat": now, "exp": now + 900}, SECRET, algorithm="HS256")


def prepare(client: Client, login: Login) -> dict[str, str]:
    """Make two users and a document; the words that stand for them in requests."""
    mark = os.urandom(4).hex()
    known: dict[str, str] = {}
    for name, token in (("user", "token"), ("spare", "spare-token")):
        email, password = f"{name}-{mark}@example.com", "12345678"
        answer = client.call("POST", "/users", {"email": email, "name": "Ada", "password": password})
        known[name] = answer.json()["id"]
        known[token] = login(known[name], email, password)
    answer = upload(NAME, FILE % "é.txt".encode()).of(client, known)
    known["document"] = answer.json()["id"]
    return {**known, "mark": mark, "USER": known["user"].upper(), "bare": known["user"].replace("-", "")}


@contextmanager
def trouble(kind: Trouble, database: Database, *, disposable: bool) -> Generator[None]:
    """Let the database fail as the row wants it."""
    if kind == "commits fail":
        undo = let_commits_fail(database, TABLE)
        try:
            yield
        finally:
            # A plain application's is thrown away. It is locked by now: where SQLite refuses a COMMIT, SQLAlchemy
            # leaves the transaction open, unless it is rolled back by hand.
            execute(database, *([] if disposable else undo))
        return
    execute(database, f"ALTER TABLE {TABLE} RENAME TO elsewhere")
    try:
        yield
    finally:
        execute(database, f"ALTER TABLE elsewhere RENAME TO {TABLE}")


def shown(row: Row, client: Client, ask: Ask, known: dict[str, str]) -> str:
    """What the answer tells, or that there is none."""
    try:
        return row.show(ask.of(client, known))
    except ConnectionError:
        return "no answer"
    except h11.RemoteProtocolError:
        return "no HTTP"


def measure(
    rows: Iterable[Row], client: Client, database: Database, login: Login, *, disposable: bool = False
) -> dict[str, str]:
    """What each row's request shows, by the row's name; what troubles the database comes last."""
    known = prepare(client, login)
    numbers = count(1)
    told: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: TROUBLES.index(row.during)):
        with trouble(row.during, database, disposable=disposable) if row.during else nullcontext():
            told[row.name] = shown(row, client, row.ask, {**known, "unique": f"{known['mark']}-{next(numbers)}"})
    return told


def measure_plain(framework: str, rows: Iterable[Row]) -> dict[str, str]:
    """Start the plain application of a framework on its server, and measure it."""
    with tempfile.TemporaryDirectory(prefix="likewise-gaps-") as directory:
        path = Path(directory, "plain.sqlite3")
        environment = {**os.environ, "PLAIN_DATABASE": str(path), "PLAIN_FOLDER": directory}
        environment["PYTHONHASHSEED"] = "1"  # methods come out of sets: the same each time, and not sorted by chance
        target = f"compare.documented.{framework}:create_app"
        command = SERVERS[framework]
        log = Path(directory, "server.log")
        with (
            Server(lambda port: [*command, "--port", str(port), target], log, environment) as server,
            SocketClient(server.host, server.port) as client,
        ):
            return measure(rows, client, Database("sqlite", f"sqlite:///{path}"), signed, disposable=True)
