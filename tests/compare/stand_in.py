"""A server that answers like an adapter: `python -m tests.compare.stand_in fill | serve PORT FAULT`.

A fault is a way to be wrong. `renamed in pages`, `renamed in a list` and `renamed in one` change names in some answers;
all users are `twins`; one user is `absent`; creation is `refusing` or `forgetful`; `silent` breaks connections off.
"""

import json
import os
import sqlite3
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.signals import announce

USERS = 1000


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

    fault = ""

    def do_GET(self) -> None:
        if "k6" in self.headers["User-Agent"]:
            announce("a load has begun")
        url = urlsplit(self.path)
        if url.path == "/health/live":
            self.answer(200, {"status": "ok"})
        elif self.fault == "silent" and url.path == "/users":
            self.close_connection = True
        elif self.fault == "absent" and url.path == "/users/seeded-0007":
            self.answer(404, {})
        elif url.path == "/users":
            query = parse_qs(url.query)
            page = (query["limit"][0], query.get("offset", ["0"])[0])
            renamed = self.fault == f"renamed in {'pages' if 'offset' in query else 'a list'}"
            with connect() as connection:
                found = connection.execute("SELECT id, email FROM user_account ORDER BY id LIMIT ? OFFSET ?", page)
                self.answer(200, {"items": [self.user(*row, renamed=renamed) for row in found]})
        else:
            with connect() as connection:
                statement = "SELECT id, email FROM user_account WHERE id = ?"
                row = connection.execute(statement, (url.path.removeprefix("/users/"),)).fetchone()
            self.answer(200, self.user(*row, renamed=self.fault == "renamed in one"))

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/auth/login":
            self.answer(200, {"access_token": "token"})
            return
        new = (f"z-{body['email']}", body["email"])
        if self.fault != "forgetful":
            with connect() as connection:
                connection.execute("INSERT INTO user_account VALUES (?, ?)", new)
        self.answer(200 if self.fault == "refusing" else 201, self.user(*new))

    def user(self, user_id: str, email: str, *, renamed: bool = False) -> dict[str, str]:
        return {
            "id": "seeded" if self.fault == "twins" else user_id,
            "email": email,
            "name": f"Somebody with a{'nother' if renamed else ''} name about as long as a real one",
            "at": "2026-01-01",
        }

    def answer(self, status: int, body: dict[str, Any]) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name is http.server's
        """Say nothing: the log is for what goes wrong."""


if __name__ == "__main__":
    if sys.argv[1] == "fill":
        fill()
    else:
        Handler.fault = sys.argv[3]
        Server(("127.0.0.1", int(sys.argv[2])), Handler).serve_forever()
