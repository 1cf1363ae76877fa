"""Connections (RFC 9112, section 9): what goes on after each kind of error, pipelining, and who closes when."""

from collections.abc import Callable

import pytest

from tests.clients.socket import SocketClient
from tests.contract.answers import check, check_problem
from tests.contract.probes.probe import (
    LIMIT,
    LIVE,
    Known,
    Probe,
    body,
    chunked,
    download,
    faults,
    get,
    head,
    head_of,
    known,
    live,
    login,
    missing,
    not_allowed,
    options,
    probes,
    problem,
)

pytestmark = pytest.mark.every_server

ITEM = "/users/00000000-0000-7000-8000-000000000000"

FIRST = {
    "a success": Probe("", get("/health/live"), live),
    "HEAD": Probe("", head("HEAD /health/live"), head_of(200, LIVE)),
    "options": Probe("", head("OPTIONS /users"), options("GET, HEAD, OPTIONS, POST")),
    "a 304": Probe("", download("If-None-Match: *"), lambda response, _: assert_status(response.status, 304)),
    "a 400": Probe("", login(b"{"), problem("malformed-json")),
    "a 400 in chunks": Probe("", chunked("POST /auth/login", b"{"), problem("malformed-json")),
    "a 401": Probe("", get("/users"), problem("unauthenticated")),
    "a 401 with a body": Probe("", body(f"PATCH {ITEM}", b"{}"), problem("unauthenticated")),
    "a 401 with chunks": Probe("", chunked(f"PATCH {ITEM}", b"{}"), problem("unauthenticated")),
    "a 403": Probe("", known("POST /analytics/refresh"), problem("forbidden")),
    "a 404": Probe("", get("/nowhere"), problem("not-found")),
    "a 404 with a body": Probe("", body("POST /nowhere", b"{}"), problem("not-found")),
    "a 404 with chunks": Probe("", chunked("POST /nowhere", b"{}"), problem("not-found")),
    "a 405": Probe("", head("PUT /users"), not_allowed("GET, HEAD, OPTIONS, POST")),
    "a 405 with a body": Probe("", body("PUT /users", b"{}"), not_allowed("GET, HEAD, OPTIONS, POST")),
    "a 413 with all of its body": Probe("", login(b"x" * (LIMIT + 1)), problem("content-too-large")),
    "a 413 in chunks": Probe("", chunked("POST /auth/login", b" " * (LIMIT + 1)), problem("content-too-large")),
    "a 415": Probe("", login(b"{}", content_type="text/plain"), problem("unsupported-media-type")),
    "a 416": Probe("", download("Range: bytes=99-"), problem("range-not-satisfiable", **{"Content-Range": "bytes */12"})),
    "a 422 of a query": Probe("", get("/health/live?x"), faults(("?x", "unknown", "Is not known here."))),
    "a 422 of a body": Probe("", login(b"{}"), missing("email", "password")),
}


def assert_status(status: int, expected: int) -> None:
    assert status == expected


@pytest.mark.parametrize("name", FIRST)
def test_pipelining(wire: SocketClient, known: Known, name: str) -> None:
    """Three in one go: each is answered in its turn, as long as the server has not said that it closes."""
    first = FIRST[name]
    assert first.answer is not None
    sent = known.fill(first.sent)
    with wire.connect() as connection:
        connection.send(sent + get("/nowhere") + get("/health/live"))
        response = connection.receive(sent.split(b" ", 1)[0].decode())
        assert response is not None
        first.answer(response, known)
        second = connection.receive("GET")
        if second is None:
            assert response.header("connection") == ["close"] or b"\r\n\r\n" != sent[-4:] or b"chunked" in sent
            return
        check_problem(second, "not-found")
        third = connection.receive("GET")
        assert third is not None
        check(third, 200, LIVE)
