"""A server that answers like an adapter: `python -m tests.compare.stand_in fill | serve PORT FAULT`.

A fault is a way to be wrong. From the beginning: `renamed in pages`, `renamed in a list` and `renamed in one` change
names in some answers; all users are `twins`; one user is `absent`; creation is `refusing`; `silent` breaks connections
off; `slow start` answers late for the first time.

Once the cycles have begun: a list is `empty`, `short` or `stale`; `cached` answers with one user for all, `error as
200` with an error; `not reading` creates somebody else than it was asked to, `forgetful` nobody, `refusing later` with
200; `closing` ends each connection, `cut` an answer, `dying` the server; `working` takes more processor time.
"""

import json
import os
import sqlite3
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.signals import announce

USERS = 1000
SLOW_START = 1.5


def connect() -> sqlite3.Connection:
    return sqlite3.connect(os.environ["LIKEWISE_DATABASE_URL"].removeprefix("sqlite:///"))


def fill() -> None:
    with connect() as connection:
        connection.execute("CREATE TABLE user_account (id TEXT PRIMARY KEY, email TEXT UNIQUE)")
        rows = [(f"seeded-{number:04}", f"seeded-{number:04}@example.org") for number in range(USERS)]
        connection.executemany("INSERT INTO user_account VALUES (?, ?)", rows)


class Server(ThreadingHTTPServer):
    request_queue_size = 128  # with the default of 5, connections opened at once wait a second for their second try


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave together

    fault = ""
    forgotten = 0
    first_total = 0

    def later(self, fault: str) -> bool:
        """Whether this is the fault, and a cycle or a load asks."""
        return self.fault == fault and "httpx" not in self.headers.get("User-Agent", "")

    def do_GET(self) -> None:
        if "k6" in self.headers.get("User-Agent", ""):
            announce("a load has begun")
        url = urlsplit(self.path)
        if url.path == "/health/live":
            self.answer(200, {"status": "ok"})
        elif self.fault == "silent" and url.path == "/users":
            self.close_connection = True
        elif self.fault == "absent" and url.path == "/users/seeded-0007":
            self.answer(404, {})
        elif url.path == "/users":
            self.list_users(parse_qs(url.query))
        elif self.later("error as 200"):
            self.answer(200, {"title": "Something went wrong"})
        else:
            asked = "seeded-0007" if self.later("cached") else url.path.removeprefix("/users/")
            with connect() as connection:
                row = connection.execute("SELECT id, email FROM user_account WHERE id = ?", (asked,)).fetchone()
            self.answer(200, self.user(*row, renamed=self.fault == "renamed in one"))

    def list_users(self, query: dict[str, list[str]]) -> None:
        page = (query["limit"][0], query.get("offset", ["0"])[0])
        renamed = self.fault == f"renamed in {'pages' if 'offset' in query else 'a list'}"
        with connect() as connection:
            found = connection.execute("SELECT id, email FROM user_account ORDER BY id LIMIT ? OFFSET ?", page)
            items = [self.user(*row, renamed=renamed) for row in found]
            (total,) = connection.execute("SELECT count(*) FROM user_account").fetchone()
        Handler.first_total = Handler.first_total or total
        kept = 0 if self.later("empty") else 10 if self.later("short") else len(items)
        stale = self.first_total if self.later("stale") else total + self.forgotten
        self.answer(200, {"items": items[:kept], "total": stale})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/auth/login":
            self.answer(200, {"access_token": "token"})
            return
        email = f"{time.perf_counter_ns()}@example.org" if self.later("not reading") else body["email"]
        new = (f"z-{email}", email)
        if self.later("forgetful"):
            Handler.forgotten += 1
        else:
            with connect() as connection:
                connection.execute("INSERT INTO user_account VALUES (?, ?)", new)
        refused = self.fault == "refusing" or self.later("refusing later")
        self.answer(200 if refused else 201, self.user(*new))

    def user(self, user_id: str, email: str, *, renamed: bool = False) -> dict[str, str]:
        return {
            "id": "seeded" if self.fault == "twins" else user_id,
            "email": email,
            "name": f"Somebody with a{'nother' if renamed else ''} name about as long as a real one",
            "at": "2026-01-01",
        }

    def answer(self, status: int, body: dict[str, Any]) -> None:
        content = json.dumps(body).encode()
        if self.later("dying"):
            os._exit(1)
        if self.later("working"):
            end = time.thread_time() + 0.002
            while time.thread_time() < end:
                pass
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[:-1] if self.later("cut") else content)
        if self.later("closing") or self.later("cut"):
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name is http.server's
        """Say nothing: the log is for what goes wrong."""


if __name__ == "__main__":
    if sys.argv[1] == "fill":
        fill()
    else:
        Handler.fault = sys.argv[3]
        if Handler.fault == "slow start":
            time.sleep(SLOW_START)
        Server(("127.0.0.1", int(sys.argv[2])), Handler).serve_forever()
