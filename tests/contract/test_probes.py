"""Exact bytes on the wire: what an in-process client cannot send, and how the connection goes on after an error."""

import pytest

from tests.clients.base import Client
from tests.clients.socket import SocketClient
from tests.contract.answers import NDJSON, check, check_problem
from tests.people import Person

pytestmark = pytest.mark.only(transport="socket")

LIMIT = 1024 * 1024
OK = b'{"status":"ok"}'


@pytest.fixture
def wire(client: Client) -> SocketClient:
    assert isinstance(client, SocketClient)
    return client


def head(line: str, *headers: str) -> bytes:
    return "\r\n".join([f"{line} HTTP/1.1", "Host: likewise.test", *headers, "", ""]).encode("latin-1")


@pytest.mark.parametrize("path", ["/health/live", "/%68ealth/live", "/health/%6Cive", "/health/%6cive"])
def test_the_target_is_compared_decoded(wire: SocketClient, path: str) -> None:
    exchange = wire.raw(head(f"GET {path}"))
    assert exchange.response is not None
    check(exchange.response, 200, OK)


@pytest.mark.parametrize(
    "path", ["//health/live", "/health//live", "/health/live/", "/./health/live", "/x/../health/live"]
)
def test_the_target_is_not_normalised(wire: SocketClient, path: str) -> None:
    exchange = wire.raw(head(f"GET {path}"))
    assert exchange.response is not None
    check_problem(exchange.response, "not-found")


def test_head_has_no_body_on_the_wire(wire: SocketClient) -> None:
    exchange = wire.raw(head("HEAD /health/live") + head("GET /nowhere"))
    assert exchange.response is not None
    check(exchange.response, 200, b"", head_of=OK)
    assert exchange.rest.startswith(b"HTTP/1.1 404 ")


def test_head_of_a_stream_has_no_body_on_the_wire(wire: SocketClient, superuser: Person) -> None:
    made = wire.call("POST", "/posts", {"title": "Streamed", "body": "b"}, token=superuser.token)
    assert made.status == 201
    with wire.connect() as connection:
        connection.send(head("HEAD /posts/export", f"Authorization: Bearer {superuser.token}"))
        response = connection.receive("HEAD")
        assert response is not None
        check(response, 200, b"", NDJSON, streamed=True)
        connection.send(head("GET /health/live"))  # a body would be read for its answer
        response = connection.receive("GET")
        assert response is not None
        check(response, 200, OK)


def test_a_declared_length_is_refused_before_the_body_comes(wire: SocketClient) -> None:
    headers = ("Content-Type: application/json", f"Content-Length: {LIMIT + 1}")
    exchange = wire.raw(head("POST /auth/login", *headers))
    assert exchange.response is not None
    check_problem(exchange.response, "content-too-large")


@pytest.mark.parametrize("surplus", [1, LIMIT])
def test_a_chunked_body_is_never_cut_short_and_accepted(wire: SocketClient, surplus: int) -> None:
    body = b'{"email":"a@example.com","password":"' + b"x" * 20 + b'"}' + b" " * LIMIT + b" " * surplus
    chunk = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    request = head("POST /auth/login", "Content-Type: application/json", "Transfer-Encoding: chunked") + chunk
    exchange = wire.raw(request)
    assert exchange.response is not None
    check_problem(exchange.response, "content-too-large")
    check(wire.request("GET", "/health/live"), 200, OK)


def test_a_chunked_body_within_the_limit_is_read_with_its_trailers(wire: SocketClient) -> None:
    request = head("POST /auth/login", "Content-Type: application/json", "Transfer-Encoding: chunked")
    exchange = wire.raw(request + b'1\r\n{\r\n9;x="y"\r\n"email":1\r\n1\r\n}\r\n0\r\nX-Checksum: 1\r\n\r\n')
    assert exchange.response is not None
    assert exchange.response.status == 422


@pytest.mark.parametrize(
    "first",
    [
        head("GET /nowhere"),
        head("PUT /users"),
        head("GET /users"),
        head("OPTIONS /users"),
        head("POST /auth/login", "Content-Type: application/json", "Content-Length: 1") + b"{",
        head("POST /auth/login", "Content-Type: text/plain", "Content-Length: 1") + b"{",
        head("POST /auth/login", "Content-Type: application/json", "Content-Length: 2") + b"{}",
        head("POST /nowhere", "Content-Type: application/json", "Content-Length: 2") + b"{}",
        head("GET /health/live", "Content-Length: 5") + b"12345",
    ],
)
def test_the_connection_goes_on_after_an_error(wire: SocketClient, first: bytes) -> None:
    with wire.connect() as connection:
        connection.send(first)
        assert connection.receive("GET") is not None
        connection.send(head("GET /health/live"))
        response = connection.receive("GET")
        assert response is not None
        check(response, 200, OK)


def test_repeated_headers_count_as_joined(wire: SocketClient, superuser: Person) -> None:
    token = f"Authorization: Bearer {superuser.token}"
    exchange = wire.raw(head("GET /users", token, token))
    assert exchange.response is not None
    check_problem(exchange.response, "invalid-token")


@pytest.mark.parametrize("size", [8 * 1024, 15 * 1024])
def test_a_long_token_is_an_invalid_one(wire: SocketClient, size: int) -> None:
    exchange = wire.raw(head("GET /users", f"Authorization: Bearer {'x' * size}"))
    assert exchange.response is not None
    check_problem(exchange.response, "invalid-token")


@pytest.mark.only(interface="asgi")  # a WSGI server hands on the first of them, as if there were no other
def test_repeated_content_types_count_as_joined(wire: SocketClient) -> None:
    json_type = "Content-Type: application/json"
    exchange = wire.raw(head("POST /auth/login", json_type, json_type, "Content-Length: 2") + b"{}")
    assert exchange.response is not None
    check_problem(exchange.response, "unsupported-media-type")


def test_malformed_json_without_a_token(wire: SocketClient) -> None:
    path = "/users/00000000-0000-7000-8000-000000000000"
    exchange = wire.raw(head(f"PATCH {path}", "Content-Type: application/json", "Content-Length: 1") + b"{")
    assert exchange.response is not None
    check_problem(exchange.response, "unauthenticated")
