"""Requests that refer to earlier answers in their targets and bodies, and how answers are compared."""

import json
import time
from collections.abc import Sequence

import jwt
import pytest

from lab.fuzz.normal import Placeholders
from lab.fuzz.request import Reference, Request
from lab.fuzz.shrink import kept
from tests.clients.base import Client, Header
from tests.clients.response import Response
from tests.deployment import SECRET

ID = "01941f63-1ab0-74a9-9264-912733efef36"
ANSWERS = [Response(200, [], b"[]"), Response(201, [], json.dumps({"id": ID, "slug": "crew"}).encode())]
BODY = json.dumps({"role": "admin", "user_id": Reference(1, "id").stand_in}).encode()
TARGET = ("/teams/", Reference(1, "slug"), "/members")


class Echo(Client):
    """Answers with what it received."""

    def request(
        self,
        method: str,
        target: str,
        *,
        headers: Sequence[Header] = (),
        body: bytes = b"",
        chunks: Sequence[bytes] | None = None,
    ) -> Response:
        return Response(200, [("Target", target), *headers], body if chunks is None else b"|".join(chunks))

    def close(self) -> None:
        """Do nothing."""


def test_each_adapter_receives_the_values_of_its_own_answers() -> None:
    request = Request("POST", TARGET, body=BODY)
    (answer,) = request.send(Echo(), ANSWERS)
    assert dict(answer.headers) == {"Target": "/teams/crew/members"}
    assert answer.json() == {"role": "admin", "user_id": ID}
    assert request.references == [Reference(1, "slug"), Reference(1, "id")]


@pytest.mark.parametrize("cut", [10, 45, len(BODY) - 1])
def test_a_body_with_references_is_cut_in_the_same_place(cut: int) -> None:
    (answer,) = Request("POST", TARGET, chunks=(BODY[:cut], BODY[cut:])).send(Echo(), ANSWERS)
    first, second = answer.body.split(b"|")
    assert len(first) == cut
    assert json.loads(first + second) == {"role": "admin", "user_id": ID}


def test_a_reference_to_an_answer_without_an_id_becomes_none() -> None:
    request = Request("POST", TARGET, chunks=(BODY[:5], BODY[5:]))
    (answer,) = request.send(Echo(), ANSWERS[:1] * 2)
    assert dict(answer.headers) == {"Target": "/teams/none/members"}
    assert answer.body.replace(b"|", b"") == b'{"role": "admin", "user_id": "none"}'


def test_references_follow_the_request_that_they_refer_to() -> None:
    requests = [Request("GET", ("/users",)), Request("POST", ("/teams",)), Request("POST", TARGET, body=BODY)]
    _, moved = kept(requests, {1, 2})
    assert moved.references == [Reference(0, "slug"), Reference(0, "id")]
    # Without the request that it refers to, it is left out too.
    assert kept(requests, {0, 2}) == requests[:1]


def test_a_request_is_printed_as_code() -> None:
    code = Request("POST", ("/x",), body=BODY).code(2)
    assert code == (
        'answer2 = client.request("POST", "/x", '
        """body=b'{"role": "admin", "user_id": "' + answer1.json()["id"].encode() + b'"}')"""
    )


def test_a_mark_is_replaced_in_targets_and_bodies() -> None:
    request = Request("POST", ("/users?search=000012_",), chunks=(b'{"email":"a-0000', b'12_@example.com"}'))
    marked = request.marked("000012_", "000345_")
    assert marked.target == ("/users?search=000345_",)
    assert marked.whole == b'{"email":"a-000345_@example.com"}'


def test_times_compare_by_order_except_those_that_the_caller_gave() -> None:
    line = '{"published_at":"2025-01-02T00:00:00.000000Z","created_at":"2026-01-02T00:00:00.000000Z"}\n'
    answer = Placeholders().answer(Response(200, [("Content-Type", "application/x-ndjson")], line.encode() * 2))
    assert answer.body == '{"published_at":"2025-01-02T00:00:00.000000Z","created_at":"{time 1, after 0}"}\n' * 2


def test_ids_compare_by_order() -> None:
    other = "01941f63-1ab0-74a9-9264-912733efef37"
    told = [Placeholders().answer(Response(200, [], json.dumps(ids).encode())) for ids in ([ID, other], [other, ID])]
    assert [answer.body for answer in told] == [
        '["{uuid7 1, after 0}", "{uuid7 2, after 1}"]',
        '["{uuid7 1, after 0}", "{uuid7 2, after 0}"]',
    ]


def test_a_token_compares_by_its_content_and_its_signature() -> None:
    now = int(time.time())

    def told(key: str, issued: int) -> str:
        token = jwt.encode({"sub": ID, "iat": issued, "exp": issued + 900}, key, "HS256")
        return Placeholders().answer(Response(200, [], token.encode())).body

    right = told(SECRET, now)
    assert right == '{token {"sub": "{uuid7 1, after 0}", "iat": "now", "exp": 900}}'
    assert told(SECRET, now - 1) == right
    assert told(SECRET, now - 60) != right
    assert "InvalidSignature" in told(SECRET + "x", now)


@pytest.mark.parametrize(
    ("coding", "written"),
    [
        ("upper case", b"A\r\n0123456789\r\n0\r\n\r\n"),
        ("zeros", b"0000000a\r\n0123456789\r\n0000\r\n\r\n"),
        ("extensions", b'a;a=b; c="d; \\" e";f\r\n0123456789\r\n0;last\r\n\r\n'),
    ],
)
def test_chunks_are_written_in_every_coding_that_the_rfc_allows(coding: str, written: bytes) -> None:
    request = Request("POST", ("/x",), chunks=(b"0123456789",), coding=coding)
    (answer,) = request.send(Echo(), ANSWERS)
    assert dict(answer.headers)["Transfer-Encoding"] == "chunked"
    assert answer.body == written
    assert "chunks=" not in request.code(0)
