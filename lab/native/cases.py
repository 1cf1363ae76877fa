"""The cases: each way in which an answer comes about, with the status or the problem that it ends in."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock
from sqlalchemy import Pool, exc
from sqlalchemy.dialects import registry

from lab.native.stage import UPLOAD_LIMIT, Stage
from tests.clients.response import Response
from tests.contract.failing import execute, failing_commits
from tests.contract.forms import MULTIPART, file_part, form, name_part
from tests.contract.operations import NO_USER

LIMIT = 1024 * 1024
JSON = ("Content-Type", "application/json")


@dataclass(frozen=True)
class Case:
    """What is asked, and how it ends: a problem's name, or a status."""

    what: str
    ends: str
    ask: Callable[[Stage], Response]


def login(stage: Stage) -> Response:
    return stage.call("POST", "/auth/login", {"email": stage.other.email, "password": "another one"})


def upload(stage: Stage, body: bytes, content_type: str = MULTIPART) -> Response:
    headers = [*stage.person.headers, ("Content-Type", content_type)]
    return stage.send("POST", "/documents", headers=headers, body=body)


def inactive(stage: Stage) -> Response:
    person = stage.create_user()
    stage.client.call("PATCH", f"/users/{person.id}", {"is_active": False}, token=stage.superuser.token)
    return stage.call("POST", "/auth/login", {"email": person.email, "password": person.password})


def often(stage: Stage) -> Response:
    for _ in range(10):  # as `login_rate` has it by default
        login(stage)
    return login(stage)


def full(stage: Stage) -> Response:
    body = {"user_id": stage.other.id}
    return stage.call("POST", f"/teams/{stage.team}/members", body, token=stage.person.token)


def again(stage: Stage) -> Response:
    body = {"user_id": stage.person.id}
    return stage.call("POST", f"/teams/{stage.team}/members", body, token=stage.person.token)


def nobody(stage: Stage) -> Response:
    body = {"user_id": NO_USER.rpartition("/")[2]}
    return stage.call("POST", f"/teams/{stage.team}/members", body, token=stage.person.token)


def leave(stage: Stage) -> Response:
    return stage.call("DELETE", f"/teams/{stage.team}/members/{stage.person.id}", token=stage.person.token)


def owner(stage: Stage) -> Response:
    assert stage.team
    return stage.call("DELETE", f"/users/{stage.person.id}", token=stage.person.token)


def tag(stage: Stage) -> Response:
    for name in ("one", "two"):
        stage.client.call("POST", "/tags", {"name": name}, token=stage.person.token)
    return stage.call("PATCH", "/tags/one", {"name": "Two"}, token=stage.superuser.token)


def commit(stage: Stage) -> Response:
    token = stage.person.token
    with failing_commits(stage.database, "user_account"):
        return stage.call("PATCH", f"/users/{stage.person.id}", {"name": "Other"}, token=token)


def broken(stage: Stage) -> Response:
    token = stage.person.token
    execute(stage.database, "ALTER TABLE user_account RENAME TO elsewhere")
    try:
        return stage.call("GET", "/users", token=token)
    finally:
        execute(stage.database, "ALTER TABLE elsewhere RENAME TO user_account")


def refreshing(stage: Stage) -> Response:
    token = stage.superuser.token
    with FileLock(Path(stage.settings.analytics, "refresh.lock")):
        return stage.call("POST", "/analytics/refresh", token=token)


def without_duckdb(stage: Stage) -> Response:
    token, load = stage.person.token, registry.load

    def fail(name: str) -> object:
        if name.startswith("duckdb"):
            raise ModuleNotFoundError
        return load(name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registry, "load", fail)
        return stage.call("GET", "/analytics/activity", token=token)


def without_connections(stage: Stage) -> Response:
    token = stage.person.token

    def wait_in_vain(pool: object) -> None:
        raise exc.TimeoutError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Pool, "connect", wait_in_vain)
        return stage.call("GET", "/users", token=token)


PROBLEMS = (
    Case("a path that is none", "not-found", lambda s: s.send("GET", "/nowhere")),
    Case("a trailing slash", "not-found", lambda s: s.send("GET", "/users/")),
    Case("two slashes", "not-found", lambda s: s.send("GET", "//users")),
    Case("a malformed UUID", "not-found", lambda s: s.send("GET", "/users/0")),
    Case("a UUID in capitals", "not-found", lambda s: s.send("GET", NO_USER.replace("8000-0", "8000-A"))),
    Case("a malformed slug", "not-found", lambda s: s.send("GET", "/tags/A_B")),
    Case("another method", "method-not-allowed", lambda s: s.send("PUT", "/users")),
    Case(
        "a declared length",
        "content-too-large",
        lambda s: s.send("POST", "/users", headers=[JSON], body=b" " * (LIMIT + 1)),
    ),
    Case("no token", "unauthenticated", lambda s: s.send("GET", "/users")),
    Case("a bad token", "invalid-token", lambda s: s.call("GET", "/users", token="x")),
    Case("a query", "validation", lambda s: s.call("GET", "/users?limit=x", token=s.person.token)),
    Case(
        "a query where none is known", "validation", lambda s: s.call("GET", f"{NO_USER}?limit=1", token=s.person.token)
    ),
    Case("another content type", "unsupported-media-type", lambda s: s.send("POST", "/users", body=b"{}")),
    Case(
        "a length that was not declared",
        "content-too-large",
        lambda s: s.send("POST", "/users", headers=[JSON], chunks=[b" " * LIMIT, b" "]),
    ),
    Case("JSON", "malformed-json", lambda s: s.send("POST", "/users", headers=[JSON], body=b"{")),
    Case("a body", "validation", lambda s: s.call("POST", "/users", {})),
    Case("the type of an upload", "unsupported-media-type", lambda s: upload(s, b"", "text/plain")),
    Case("an upload", "content-too-large", lambda s: upload(s, form(name_part(), file_part(b"x" * UPLOAD_LIMIT)))),
    Case("a form", "malformed-multipart", lambda s: upload(s, b"x")),
    Case("the parts of a form", "validation", lambda s: upload(s, form(name_part()))),
    Case("a login", "invalid-credentials", login),
    Case("a login when inactive", "account-inactive", inactive),
    Case("many logins", "too-many-requests", often),
    Case("a resource that is not there", "not-found", lambda s: s.call("GET", NO_USER, token=s.person.token)),
    Case("a permission", "forbidden", lambda s: s.call("DELETE", f"/users/{s.other.id}", token=s.person.token)),
    Case(
        "an email",
        "email-taken",
        lambda s: s.call("PATCH", f"/users/{s.person.id}", {"email": s.other.email}, token=s.person.token),
    ),
    Case("an owner", "owns-teams", owner),
    Case("a tag", "tag-taken", tag),
    Case("a seat", "team-full", full),
    Case("a member", "already-member", again),
    Case("a user", "no-such-user", nobody),
    Case("an owner who leaves", "owner-stays", leave),
    Case("a COMMIT that fails", "conflict", commit),
    Case(
        "a range",
        "range-not-satisfiable",
        lambda s: s.send("GET", s.content, headers=[*s.person.headers, ("Range", "bytes=99-")]),
    ),
    Case("a table that is missing", "internal-error", broken),
    Case("a database that is away", "not-ready", without_duckdb),
    Case("a pool without a free connection", "busy", without_connections),
    Case("a refresh", "refresh-running", refreshing),
)

ANSWERS = (
    Case("a resource", "200", lambda s: s.call("GET", f"/users/{s.person.id}", token=s.person.token)),
    Case("HEAD", "200", lambda s: s.send("HEAD", f"/users/{s.person.id}", headers=s.person.headers)),
    Case("OPTIONS", "204", lambda s: s.send("OPTIONS", "/users")),
    Case("a page", "200", lambda s: s.call("GET", "/users", token=s.person.token)),
    Case("a change", "200", lambda s: s.call("PATCH", f"/users/{s.person.id}", {"name": "New"}, token=s.person.token)),
    Case("what is created", "201", lambda s: s.call("POST", "/teams", {"name": "New"}, token=s.person.token)),
    Case("what is new or known", "201", lambda s: s.call("POST", "/tags", {"name": "new"}, token=s.person.token)),
    Case("what is deleted", "204", lambda s: s.call("DELETE", f"/teams/{s.team}", token=s.person.token)),
    Case("an upload", "201", lambda s: upload(s, form(name_part(), file_part()))),
    Case("a download", "200", lambda s: s.send("GET", s.content, headers=s.person.headers)),
    Case("a range", "206", lambda s: s.send("GET", s.content, headers=[*s.person.headers, ("Range", "bytes=0-1")])),
    Case(
        "what is not modified",
        "304",
        lambda s: s.send("GET", s.content, headers=[*s.person.headers, ("If-None-Match", "*")]),
    ),
    Case("an export", "200", lambda s: s.call("GET", "/posts/export", token=s.person.token)),
    Case("the docs", "200", lambda s: s.send("GET", "/docs")),
)
