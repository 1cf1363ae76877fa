"""Probes in a run of `tests.conform`: the faults that only they find, their operation, and the user who sends them."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.adapters import FLOOR
from tests.clients.base import Client
from tests.clients.response import Response
from tests.conform.client import asked_in
from tests.conform.journal import AT_LARGE
from tests.conform.probing import HOSTS, TARGETS
from tests.contract.probes.prober import Known
from tests.infrastructure.conforming import Seeded, conform, counts, granian, served, url_of


@pytest.mark.parametrize(
    ("sent", "asked"),
    [
        (b"GET /api/x?y HTTP/1.1\r\nHost: a\r\n\r\n", [("GET", "/x?y")]),
        (b"GET http://a:1/api/x HTTP/1.1\r\nHost: a\r\n\r\n", [("GET", "/x")]),
        (b"\r\nGET /x HTTP/1.1\r\n\r\n", [("GET", "/x")]),
        (b"POST /a HTTP/1.1\r\n\r\n{}GET /b HTTP/1.1\r\n\r\nPUT /c HTTP/1.1\r\n\r\n", [
            ("POST", "/a"), ("GET", "/b"), ("PUT", "/c")]),
        (b"\x16\x03\x01\r\n\r\n", [("\x16\x03\x01", "")]),
        (b"", [("", "")]),
    ],
)  # fmt: skip
def test_the_operations_of_raw_requests_are_recognised(sent: bytes, asked: list[tuple[str, str]]) -> None:
    assert list(asked_in(sent, "/api")) == asked


@pytest.mark.parametrize(
    ("fault", "keyword", "failing"),
    [
        ("lenient", "test_json_member_names", {"login"}),
        ("literal", "test_an_escaped_target", {"live", AT_LARGE}),
        ("tired", "test_a_connection_is_kept or test_pipelined", {AT_LARGE}),
    ],
)
def test_probes_find_faults_that_only_raw_bytes_reveal(
    seeded: Seeded, fault: str, keyword: str, failing: set[str], tmp_path: Path
) -> None:
    with seeded.server(granian("asgi"), tmp_path, served(FLOOR, FAULT=fault)) as server:
        before = counts(server)
        verdict = conform(url_of(server), tmp_path, "-k", keyword)
        assert counts(server) == before, verdict.report["left_behind"]
    assert verdict.code == 1, verdict.printed
    assert verdict.failing >= failing


@pytest.mark.parametrize(
    ("host", "left_out"), [("127.0.0.1", 0), ("2130706433", 13)], ids=["local", "not recognised as local"]
)
def test_probes_of_hosts_are_left_out_unless_the_server_is_local(
    seeded: Seeded, host: str, left_out: int, tmp_path: Path
) -> None:
    """A remote server may serve other hosts too. This spelling of the loopback address counts as remote."""
    keyword = "escaped_target or change_nothing or when_the_client_asks or every_host or change_a_location"
    with seeded.server(partial(FLOOR.command, "granian"), tmp_path) as server:
        verdict = conform(f"http://{host}:{server.port}", tmp_path, "-k", keyword)
    assert (verdict.code, verdict.failing) == (0, set()), verdict.printed
    reasons = {HOSTS, TARGETS}
    assert sum(count for reason, count in verdict.report["left_out"].items() if reason in reasons) == left_out


class Granting(Client):
    """Creates any user, and grants tokens with this lifetime."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        self.granted = 0

    def request(self, method: str, target: str, **sent: Any) -> Response:
        if target == "/users":
            return Response(201, [], b'{"id":"1"}')
        self.granted += 1
        document = {"access_token": f"token {self.granted}", "expires_in": self.seconds}
        return Response(200, [], json.dumps(document).encode())

    def close(self) -> None:
        pass


@pytest.mark.parametrize(("seconds", "granted"), [(900, [1, 1]), (0, [1, 2])])
def test_probes_get_a_new_token_when_the_old_one_has_expired(seconds: int, granted: list[int]) -> None:
    known = Known(Granting(seconds))
    assert [known.fill(b"<token>") for _ in granted] == [b"token %d" % number for number in granted]
    assert known.person.token == f"token {granted[-1]}"
