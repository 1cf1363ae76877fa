"""Bytes that are not ASCII in headers and targets, and requests to upgrade the connection."""

import pytest

from tests.clients.base import Client
from tests.clients.socket import SocketClient
from tests.contract.answers import PROBLEM, check, check_problem
from tests.contract.marks import strict
from tests.people import Person

OK = b'{"status":"ok"}'
NAMES = ("Accept", "Cookie", "If-None-Match", "Range", "User-Agent", "X-Forwarded-For")
# Python's strip() removes the first two when bytes are decoded as latin-1.
BEYOND_ASCII = ("\xa0", "\x85", "\xe9")


@pytest.mark.strict
@pytest.mark.parametrize("value", ["{}application/json", "application/json{}", "application/json; charset=utf-8{}"])
def test_a_content_type_that_is_not_ascii_is_415(client: Client, value: str) -> None:
    for byte in BEYOND_ASCII:
        answer = client.request("POST", "/auth/login", headers=[("Content-Type", value.format(byte))], body=b"{}")
        check_problem(answer, "unsupported-media-type")


@pytest.mark.parametrize("value", ["{1}Bearer {0}", "Bearer {1}{0}", "Bearer {0}{1}", "Bearer {1}", "Bearer{1}{0}"])
def test_an_authorization_header_that_is_not_ascii_counts_as_no_token(
    client: Client, superuser: Person, value: str
) -> None:
    for byte in BEYOND_ASCII:
        headers = [("Authorization", value.format(superuser.token, byte))]
        check_problem(client.request("GET", "/users", headers=headers), "unauthenticated")


def test_other_headers_may_be_non_ascii(client: Client) -> None:
    for name in NAMES:
        check(client.request("GET", "/health/live", headers=[(name, "\xff, \xe9;=")]), 200, OK)


@pytest.mark.parametrize("path", ["/\xc3\xa9", strict("/tags/caf\xc3\xa9"), strict("/users/\xf0\x9f\xa6\x8a")])
def test_a_target_that_is_not_ascii_is_404_or_refused_by_the_server(client: Client, path: str) -> None:
    answer = client.request("GET", path)
    if answer.status == 400 and isinstance(client, SocketClient):  # some servers refuse such targets themselves
        assert answer.header("content-type") != [PROBLEM]
    else:
        check_problem(answer, "not-found")


@pytest.mark.strict
@pytest.mark.only(further=False)  # uvicorn opens WebSockets itself, if `websockets` is installed
@pytest.mark.parametrize("connection", ["Upgrade", "keep-alive, upgrade"])
def test_an_upgrade_header_is_ignored(client: Client, connection: str) -> None:
    for upgrade in ("websocket", "WebSocket", "h2c", "foo/2"):
        headers = [("Connection", connection), ("Upgrade", upgrade), ("Sec-WebSocket-Version", "13")]
        check(client.request("GET", "/health/live", headers=headers), 200, OK)
        check_problem(client.request("GET", "/nowhere", headers=headers), "not-found")
        plain, refused = (client.request("PUT", "/health/live", headers=each) for each in ([], headers))
        check_problem(refused, "method-not-allowed", {"Allow": plain.one("Allow")})
