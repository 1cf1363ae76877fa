"""A probe: exact bytes to send, the whole answer to expect, and the connection afterwards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest

from tests.clients.response import Response
from tests.contract import answers
from tests.contract.answers import JSON, PROBLEMS
from tests.contract.forms import BOUNDARY
from tests.contract.probes.prober import CONTENT, Known
from tests.contract.shapes import expected_document

LIVE = b'{"status":"ok"}'
LIMIT = 1024 * 1024
# The sha256 of the content.
ETAG = '"4ae7c3b6ac0beff671efa8cf57386151c06e58ca53a78d83f36107316cec125f"'


Answer = Callable[[Response, Known], None]


@dataclass(frozen=True)
class Probe:
    """One row: its name within the area, the bytes, and the check of the answer; None where the server answers.

    `ends` is true if the bytes allow no further request on the connection. Otherwise one more request is sent.
    `setting` names the setting, if there is one, whose default the answer depends on. `strict` marks policy.
    """

    name: str
    sent: bytes
    answer: Answer | None
    ends: bool = False
    setting: str | None = None
    strict: bool = False


def strict(row: Probe) -> Probe:
    """The row, marked as one for which an adapter may need its strict layer."""
    return replace(row, strict=True)


def probes(*rows: Probe) -> pytest.MarkDecorator:
    """Repeat a test for each row, by its name."""
    names = [row.name for row in rows]
    assert len(set(names)) == len(names), f"two rows have the same name: {names}"
    return pytest.mark.parametrize("probe", [pytest.param(row, id=row.name, marks=marks(row)) for row in rows])


def marks(row: Probe) -> Sequence[pytest.MarkDecorator]:
    default = [] if row.setting is None else [pytest.mark.default_setting(row.setting)]
    return [*default, pytest.mark.strict] if row.strict else default


# Requests


def head(line: str, *headers: str) -> bytes:
    """A request line without its version, and headers, up to the empty line."""
    return "\r\n".join([f"{line} HTTP/1.1", "Host: likewise.test", *headers, "", ""]).encode("latin-1")


def get(target: str, *headers: str) -> bytes:
    return head(f"GET {target}", *headers)


def known(line: str, *headers: str) -> bytes:
    """A request line and headers, with a token."""
    return head(line, "Authorization: Bearer <token>", *headers)


def body(line: str, content: bytes, *headers: str, content_type: str | None = "application/json") -> bytes:
    """A request with a body of declared length."""
    declared = [] if content_type is None else [f"Content-Type: {content_type}"]
    return head(line, *declared, "Content-Length: <length>", *headers) + content


def chunked(line: str, *parts: bytes, headers: Sequence[str] = (), end: bytes = b"0\r\n\r\n") -> bytes:
    """A request with a JSON body in chunks."""
    coded = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts)
    return head(line, "Content-Type: application/json", "Transfer-Encoding: chunked", *headers) + coded + end


def login(content: bytes, *headers: str, content_type: str | None = "application/json") -> bytes:
    """A body for login, which needs no token and no stored row."""
    return body("POST /auth/login", content, *headers, content_type=content_type)


def upload(content: bytes, *headers: str, boundary: str = f"boundary={BOUNDARY.decode()}") -> bytes:
    """A body of multipart/form-data, with a token."""
    token = "Authorization: Bearer <token>"
    return body("POST /documents", content, token, *headers, content_type=f"multipart/form-data; {boundary}")


def download(*headers: str, method: str = "GET") -> bytes:
    """A request for the content of the prober's document."""
    return known(f"{method} /documents/<document>/content", *headers)


# Answers


def answer(status: int, content: bytes, content_type: str | None = JSON, **headers: str) -> Answer:
    """A whole answer; an underscore in a header's name stands for a hyphen."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    def check(response: Response, known: Known) -> None:
        answers.check(response, status, content, content_type, named)

    return check


live = answer(200, LIVE)


def problem(name: str, **headers: str) -> Answer:
    """A problem without faults."""

    def check(response: Response, known: Known) -> None:
        answers.check_problem(response, name, headers)

    return check


def too_large(name: str, sent: bytes, *, ends: bool = False, setting: str = "json_limit") -> Probe:
    """A probe whose body exceeds a limit."""
    return Probe(name, sent, problem("content-too-large"), ends, setting)


def faults(*expected: tuple[str, str, str]) -> Answer:
    """A 422 with these faults: each has a place (a pointer, or "?" and a parameter's name), a code and a detail."""

    def check(response: Response, known: Known) -> None:
        answers.check_faults(response, *expected)

    return check


def head_of(status: int, content: bytes, content_type: str | None = JSON, **headers: str) -> Answer:
    """The headers that an answer with this body would have, and no body."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    def check(response: Response, known: Known) -> None:
        answers.check(response, status, b"", content_type, named, head_of=content)

    return check


def head_of_problem(name: str, **headers: str) -> Answer:
    """The headers of a problem without its body."""
    status = int(PROBLEMS[name].split(b'"status":')[1][:3])
    always = {key.replace("-", "_"): value for key, value in answers.ALWAYS.get(name, {}).items()}
    return head_of(status, PROBLEMS[name], answers.PROBLEM, **always, **headers)


def options(allow: str) -> Answer:
    return answer(204, b"", None, Allow=allow)


def not_allowed(allow: str) -> Answer:
    return problem("method-not-allowed", Allow=allow)


def missing(*names: str) -> Answer:
    """The 422 of an object without these members: it shows that the body was read as an object."""
    return faults(*[(f"/{name}", "missing", "Must be given.") for name in names])


def uploaded(content: bytes = CONTENT, **fields: Any) -> Answer:
    """A new document."""

    def check(response: Response, known: Known) -> None:
        created = expected_document(response.json(), known.person, content, **fields)
        location = {"Location": f"/documents/{created['id']}"}
        answers.check(response, 201, answers.compact(created), headers=location)

    return check
