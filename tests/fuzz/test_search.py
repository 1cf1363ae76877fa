"""The search: it finds the difference between two clients, with few requests."""

import json
import uuid
from collections.abc import Callable, Sequence

import pytest

from lab.fuzz.fleet import Member
from lab.fuzz.group import Group
from lab.fuzz.stream import Stream, kinds
from tests.clients.base import Client, Header
from tests.clients.response import Response
from tests.variants import DATABASES, TRANSPORTS

Change = Callable[[str, str, Response], Response]


class Still(Client):
    """Answers every request; remembers only whom it created."""

    def __init__(self, change: Change) -> None:
        self.change = change
        self.created: set[str] = set()

    def request(
        self,
        method: str,
        target: str,
        *,
        headers: Sequence[Header] = (),
        body: bytes = b"",
        chunks: Sequence[bytes] | None = None,
    ) -> Response:
        document = {"status": "ok", "method": method}
        if method == "POST":
            document["id"] = str(uuid.uuid4())
            self.created.add(document["id"])
        status = 201 if target == "/users" else 200
        kind = ("Content-Type", "application/json")
        response = Response(status, [kind, ("X-Request-ID", str(uuid.uuid4()))], json.dumps(document).encode())
        return self.change(method, target, response)

    def close(self) -> None:
        """Do nothing."""


def unchanged(method: str, target: str, response: Response) -> Response:
    return response


def another_status(method: str, target: str, response: Response) -> Response:
    return Response(204, response.headers, b"") if method == "DELETE" else response


def another_header(method: str, target: str, response: Response) -> Response:
    allow = [("allow", "GET")] if method == "OPTIONS" else []
    return Response(response.status, [*response.headers, *allow], response.body)


def another_order(method: str, target: str, response: Response) -> Response:
    if "limit=" not in target:
        return response
    members = reversed(response.json().items())
    return Response(response.status, response.headers, json.dumps(dict(members)).encode())


def another_value(method: str, target: str, response: Response) -> Response:
    return Response(response.status, response.headers, response.body.replace(b"PATCH", b"patch"))


def no_answer(method: str, target: str, response: Response) -> Response:
    if target.startswith("/health/ready"):
        raise RuntimeError("broken")
    return response


def members(one: Client, other: Client) -> list[Member]:
    return [Member("one", one), Member("like one", Still(unchanged)), Member("other", other)]


@pytest.mark.parametrize("change", [another_status, another_header, another_order, another_value, no_answer])
def test_a_difference_is_shrunk_to_one_request(change: Change) -> None:
    difference = Stream(members(Still(unchanged), Still(change)), seed=1).run(1000, kinds())
    assert difference is not None
    assert len(difference.requests) == 1, str(difference)
    assert not difference.requests[0].references
    assert list(difference.groups.values()) == [["one"], ["other"]]


def test_a_difference_keeps_the_earlier_request_that_it_needs() -> None:
    def forgetful(method: str, target: str, response: Response) -> Response:
        known = any(name in target for name in other.created)
        return Response(404, response.headers, response.body) if known and method == "PATCH" else response

    other = Still(forgetful)
    difference = Stream(members(Still(unchanged), other), seed=1).run(1000, kinds())
    assert difference is not None
    assert [request.method for request in difference.requests] == ["POST", "PATCH"], str(difference)
    assert len(difference.requests[1].references) == 1


def test_equal_answers_are_no_difference() -> None:
    stream = Stream(members(Still(unchanged), Still(unchanged)), seed=1)
    assert stream.run(200, kinds()) is None
    assert stream.tally.total() >= 200


def test_a_seed_repeats_the_requests() -> None:
    def recorder(told: list[tuple[str, str]]) -> Change:
        def record(method: str, target: str, response: Response) -> Response:
            told.append((method, target if response.status == 201 else target[:6]))
            return response

        return record

    told: list[list[tuple[str, str]]] = [[], []]
    for record in told:
        Stream(members(Still(recorder(record)), Still(unchanged)), seed=7).run(100, kinds())
    assert told[0] == told[1]


def test_each_group_gets_other_requests() -> None:
    def seeds(run: int) -> set[int]:
        return {Group(database, transport).seed(run) for database in DATABASES for transport in TRANSPORTS}

    assert len(seeds(7)) == len(seeds(7) | seeds(7)) == 4
    assert not seeds(7) & seeds(8)


def test_the_difference_is_printed_as_a_test() -> None:
    difference = Stream(members(Still(unchanged), Still(another_header)), seed=1).run(1000, kinds())
    lines = str(difference).splitlines()
    assert lines[0] == "def test_the_difference(client: Client) -> None:"
    assert lines[1].startswith('    answer0 = client.request("OPTIONS", "/')
    compile("\n".join(lines[:2]), "difference", "exec")
    assert "allow: GET" in lines
