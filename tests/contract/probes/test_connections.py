"""Connections (RFC 9112, section 9): kept after errors, pipelined, and closed."""

from collections.abc import Callable

import pytest

from tests.clients.connection import Connection, method_of
from tests.clients.response import Response
from tests.clients.socket import SocketClient
from tests.contract.answers import check, check_problem
from tests.contract.probes.probe import (
    ETAG,
    LIMIT,
    LIVE,
    Probe,
    answer,
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
    strict,
    too_large,
)
from tests.contract.probes.prober import Known
from tests.contract.probes.server_owned import CLOSED, Outcome

pytestmark = pytest.mark.every_server

Outcomes = Callable[[Probe], Outcome | None]

ITEM = "/users/00000000-0000-7000-8000-000000000000"

FIRST = (
    Probe("a success", get("/health/live"), live),
    strict(Probe("HEAD", head("HEAD /health/live"), head_of(200, LIVE))),
    strict(Probe("options", head("OPTIONS /users"), options("GET, HEAD, OPTIONS, POST"))),
    Probe("a 304", download("If-None-Match: *"), answer(304, b"", None, ETag=ETAG, Cache_Control="private, no-cache")),
    Probe("a 400", login(b"{"), problem("malformed-json")),
    Probe("a 400 in chunks", chunked("POST /auth/login", b"{"), problem("malformed-json")),
    Probe("a 401", get("/users"), problem("unauthenticated")),
    Probe("a 401 with a body", body(f"PATCH {ITEM}", b"{}"), problem("unauthenticated")),
    Probe("a 401 with chunks", chunked(f"PATCH {ITEM}", b"{}"), problem("unauthenticated")),
    Probe("a 403", known("POST /analytics/refresh"), problem("forbidden")),
    Probe("a 404", get("/nowhere"), problem("not-found")),
    Probe("a 404 with a body", body("POST /nowhere", b"{}"), problem("not-found")),
    Probe("a 404 with chunks", chunked("POST /nowhere", b"{}"), problem("not-found")),
    strict(Probe("a 405", head("PUT /users"), not_allowed("GET, HEAD, OPTIONS, POST"))),
    strict(Probe("a 405 with a body", body("PUT /users", b"{}"), not_allowed("GET, HEAD, OPTIONS, POST"))),
    strict(too_large("a 413 to a body that is sent whole", login(b"x" * (LIMIT + 1)))),
    too_large("a 413 in chunks", chunked("POST /auth/login", b" " * (LIMIT + 1))),
    strict(Probe("a 415", login(b"{}", content_type="text/plain"), problem("unsupported-media-type"))),
    Probe("a 416", download("Range: bytes=99-"), problem("range-not-satisfiable", **{"Content-Range": "bytes */12"})),
    strict(Probe("a 422 of a query", get("/health/live?x"), faults(("?x", "unknown", "Is not known here.")))),
    Probe("a 422 of a body", login(b"{}"), missing("email", "password")),
)


def then(connection: Connection, sent: bytes, first: Probe, known: Known) -> Response:
    """Receive the answer to the first request and check it."""
    response = connection.receive(method_of(sent))
    assert response is not None
    assert first.answer is not None
    first.answer(response, known)
    return response


@probes(*FIRST)
def test_a_connection_is_kept_after_each_kind_of_answer(
    wire: SocketClient, known: Known, outcome: Outcomes, probe: Probe
) -> None:
    """The next request is sent when the first has been answered."""
    sent = known.fill(probe.sent)
    with wire.connect() as connection:
        connection.send(sent)
        then(connection, sent, probe, known)
        connection.send(known.fill(get("/health/live")))
        following = connection.receive("GET")
        if outcome(probe) == CLOSED:
            assert following is None
        else:
            assert following is not None
            check(following, 200, LIVE)


@probes(*FIRST)
def test_pipelined_requests_are_answered_in_turn(
    wire: SocketClient, known: Known, outcome: Outcomes, probe: Probe
) -> None:
    """Three requests are sent at once; each is answered in its turn."""
    sent = known.fill(probe.sent)
    with wire.connect() as connection:
        connection.send(sent + known.fill(get("/nowhere")) + known.fill(get("/health/live")))
        then(connection, sent, probe, known)
        second = connection.receive("GET")
        if outcome(probe) == CLOSED:
            assert second is None
            return
        assert second is not None
        check_problem(second, "not-found")
        third = connection.receive("GET")
        assert third is not None
        check(third, 200, LIVE)


@probes(
    Probe("close", get("/health/live", "Connection: close"), live),
    Probe("close in capitals", get("/health/live", "Connection: CLOSE"), live),
    Probe("close in a list", get("/health/live", "Connection: x, close"), live),
    Probe("close with a body", login(b"{", "Connection: close"), problem("malformed-json")),
    Probe("close on an unknown path", get("/nowhere", "Connection: close"), problem("not-found")),
    Probe("HTTP/1.0", get("/health/live").replace(b"HTTP/1.1", b"HTTP/1.0"), live),
    Probe("HTTP/1.0 without a host", b"GET /health/live HTTP/1.0\r\n\r\n", live),
)
def test_a_connection_is_closed_when_the_client_asks(wire: SocketClient, known: Known, probe: Probe) -> None:
    sent = known.fill(probe.sent)
    with wire.connect() as connection:
        connection.send(sent)
        then(connection, sent, probe, known)
        assert connection.receive("GET") is None


@probes(
    Probe("HTTP/1.9", get("/health/live").replace(b"HTTP/1.1", b"HTTP/1.9"), None, ends=True),
    Probe("HTTP/2.0", get("/health/live").replace(b"HTTP/1.1", b"HTTP/2.0"), None, ends=True),
    Probe("HTTP/0.9", b"GET /health/live\r\n\r\n", None, ends=True),
    Probe("small letters in the version", get("/health/live").replace(b"HTTP/1.1", b"http/1.1"), None, ends=True),
    Probe("two spaces before the version", get("/health/live "), None, ends=True),
    Probe("the start of a TLS handshake", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", None, ends=True),
    Probe("keep-alive in HTTP/1.0",
          get("/health/live", "Connection: keep-alive").replace(b"HTTP/1.1", b"HTTP/1.0"), live),
)  # fmt: skip
def test_other_http_versions_are_left_to_the_server(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)
