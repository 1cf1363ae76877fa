"""The log at debug level, for every operation and its failures: JSON with the request id, and no secret."""

import json
import re
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from threading import Thread
from typing import Any
from uuid import UUID

import pytest

from core.security import Caller, Tokens
from tests.clients.base import Header
from tests.clients.response import Response
from tests.contract.answers import PROBLEM, check_problem
from tests.contract.failing import execute
from tests.contract.forms import MULTIPART, file_part, form, name_part
from tests.contract.operations import NOBODY, OPERATIONS, absent
from tests.databases import Database
from tests.deployment import PINNED, Deployment
from tests.people import SUPERUSER, People, login

Deploy = Callable[..., Deployment]
Logged = Callable[[Deployment], str]

# Lines of Granian and Sanic, uvicorn, gunicorn; the latter two may log no error.
SERVER_LINE = re.compile(r"\[(DEBUG|INFO|WARNING|ERROR)\] |INFO: |\[[-+: 0-9]+\] \[[0-9]+\] \[INFO\] ")
PASSWORD, WRONG, NEXT, SHORT = "the first password", "the wrong password", "the second password", "seven.."
SEARCHED, CONTENT = "whatisbeinglookedfor", "what the file says"
TABLES = ("user_account", "post", "team", "team_member", "tag", "document", "event")
# Operations that read no table, so that they succeed while all tables are renamed.
UNTROUBLED = {"get_activity", "live", "ready", "metrics", "openapi", "docs"}
BODIES: dict[str, dict[str, Any]] = {
    "login": {"email": "secretive@example.com", "password": WRONG},
    "create_user": {"email": "secretive@example.com", "name": "Secretive", "password": PASSWORD},
    "update_user": {"password": NEXT},
    "create_post": {"title": SEARCHED, "body": CONTENT},
    "update_post": {"body": CONTENT},
    "create_team": {"name": SEARCHED},
    "update_team": {"description": CONTENT},
    "add_member": {"user_id": NOBODY},
    "update_member": {"role": "admin"},
    "create_tag": {"name": SEARCHED},
    "update_tag": {"name": SEARCHED},
    "update_document": {"name": SEARCHED},
}


class Session:
    """Sends requests, and keeps the answers."""

    def __init__(self, application: Deployment) -> None:
        self.client = application.client
        self.answers: list[Response] = []

    def call(self, method: str, target: str, *, token: str | None, name: str = "", body: Any = None) -> Response:
        """One request; `name` becomes its id, bytes go as multipart/form-data, anything else as JSON."""
        headers: list[Header] = [] if token is None else [("Authorization", f"Bearer {token}")]
        headers += [("X-Request-ID", name)] if name else []
        if body is not None:
            headers.append(("Content-Type", MULTIPART if isinstance(body, bytes) else "application/json"))
            body = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.answers.append(self.client.request(method, target, headers=headers, body=body or b""))
        return self.answers[-1]

    def operation(self, name: str, method: str, template: str, token: str) -> Response:
        """Any operation, on something that does not exist."""
        target = absent(template)
        target += f"?search={SEARCHED}" if name.startswith(("list_", "export_")) else ""
        body = form(name_part(), file_part(CONTENT.encode())) if name == "create_document" else BODIES.get(name)
        return self.call(method, target, token=token, name=name, body=body)


def check_silence(session: Session, log: str, secrets: Sequence[str]) -> None:
    """No secret is in the log, in the metrics, or in the answer of a failed request."""
    entries = [answer.body.decode() for answer in session.answers if answer.status >= 400]
    entries.append(session.client.call("GET", "/metrics").body.decode())
    for secret in secrets:
        assert secret not in log
        assert [text for text in entries if secret in text] == []


def events(log: str) -> list[dict[str, Any]]:
    """The lines of the application, without those of the server."""
    lines = [line for line in log.splitlines() if not SERVER_LINE.match(line)]
    return [json.loads(line) for line in lines if line.strip()]


def test_the_log_of_every_operation_and_its_failure_has_no_secret(
    deploy: Deploy, random: Random, logged: Logged
) -> None:
    application = deploy(log_level="debug")
    session, client = Session(application), application.client
    person = People(client, random)(email="secretive@example.com", password=PASSWORD)
    tokens = [person.token, login(client, SUPERUSER.email, SUPERUSER.password)]
    forged = person.token[:-10] + "0123456789"
    me = f"/users/{person.id}"
    for password in (WRONG, SHORT):
        session.call("POST", "/auth/login", token=None, body={"email": person.email, "password": password})
        session.call("POST", "/users", token=None, body={"email": person.email, "name": "N", "password": password})
        session.call("PATCH", me, token=forged, body={"password": password})
        session.call("PATCH", me, token=person.token, body={"password": password, "extra": WRONG})
    assert session.call("PATCH", me, token=person.token, body={"password": NEXT}).status == 200
    tokens.append(login(client, person.email, NEXT))
    session.call("GET", f"/users?search={SEARCHED}&extra={SEARCHED}", token=person.token)
    for name, method, template, *_ in OPERATIONS:
        for asked in (method, "HEAD") if method == "GET" else (method,):
            assert session.operation(name, asked, template, person.token).status < 500, name
    execute(application.database, *(f"ALTER TABLE {table} RENAME TO {table}_elsewhere" for table in TABLES))
    for name, method, template, *_ in OPERATIONS:
        answer = session.operation(name, method, template, person.token)
        if name in UNTROUBLED:
            assert answer.status == 200, name
        else:
            check_problem(answer, "internal-error")
    log = logged(application)
    entries = events(log)
    assert [event["request_id"] for event in entries] == [name for name, *_ in OPERATIONS if name not in UNTROUBLED]
    assert {event["level"] for event in entries} == {"error"}
    assert all("Traceback (most recent call last)" in event["exception"] for event in entries)
    passwords = [PASSWORD, WRONG, NEXT, SHORT, SUPERUSER.password, "$argon2"]
    check_silence(session, log, [*passwords, *tokens, forged, str(PINNED["secret"]), SEARCHED, CONTENT])


def test_requests_without_a_database_log_no_error(deploy: Deploy, logged: Logged) -> None:
    application = deploy()
    targets = [("GET", path) for path in ("/health/live", "/nowhere", "/metrics", "/openapi.json", "/docs", "/users")]
    for method, target in [*targets, ("HEAD", "/docs"), ("OPTIONS", "/users"), ("PUT", "/users")]:
        assert application.client.request(method, target).status < 500
    log = logged(application)
    assert "Traceback" not in log
    assert '"level": "error"' not in log


@pytest.mark.only(database="postgresql")
def test_the_log_of_an_unreachable_database_has_no_password(deploy: Deploy, logged: Logged) -> None:
    """Send every operation; the log at debug level has no password of the database."""
    unreachable = Database("postgresql", "postgresql://likewise:s3cr3t-of-db@127.0.0.1:1/likewise")
    application = deploy(unreachable, log_level="debug")
    session = Session(application)
    token = Tokens(application.settings).issue(Caller(UUID(NOBODY), is_superuser=True)).access_token
    for name, method, template, *_ in OPERATIONS:
        answer = session.operation(name, method, template, token)
        if name in UNTROUBLED - {"ready"}:
            assert answer.status == 200, name
        else:
            check_problem(answer, "not-ready")
    log = logged(application)
    entries = [json.loads(line) for line in log.splitlines() if line.startswith("{")]  # `serve` adds lines of its own
    assert [event["request_id"] for event in entries] == [
        name for name, *_ in OPERATIONS if name not in UNTROUBLED - {"ready"}
    ]
    assert {event["level"] for event in entries} == {"warning"}
    check_silence(session, log, ["s3cr3t-of-db", PASSWORD, WRONG, token, SEARCHED, "secretive@example.com"])


class Refusing(BaseHTTPRequestHandler):
    """An object store that refuses every upload."""

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(403)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the parent's name for it
        """Log nothing: in process it would reach the log under test."""


@contextmanager
def refusing_store() -> Generator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def test_the_log_of_an_object_store_that_refuses_has_no_credential(
    deploy: Deploy, random: Random, logged: Logged, monkeypatch: pytest.MonkeyPatch
) -> None:
    credentials = {
        "AWS_ACCESS_KEY_ID": "AKIAOFLIKEWISE",
        "AWS_SECRET_ACCESS_KEY": "s3cr3t-of-store",
        "AWS_SESSION_TOKEN": "t0k3n-of-store",
    }
    with refusing_store() as endpoint:
        for name, value in {**credentials, "AWS_ENDPOINT": endpoint, "AWS_ALLOW_HTTP": "true"}.items():
            monkeypatch.setenv(name, value)
        application = deploy(storage="s3://documents", log_level="debug")
        session = Session(application)
        token = People(application.client, random)().token
        body = form(name_part(), file_part(CONTENT.encode()))
        answer = session.call("POST", "/documents", token=token, name="find-me", body=body)
        check_problem(answer, "internal-error")
        assert answer.one("Content-Type") == PROBLEM
    log = logged(application)
    left, uncaught = events(log)
    assert left["request_id"] == uncaught["request_id"] == "find-me"
    assert (left["level"], uncaught["level"]) == ("warning", "error")
    check_silence(session, log, [*credentials.values(), token, CONTENT])
