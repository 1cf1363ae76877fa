"""Whole answers, compared whole: the status, every header that is not the server's own, every byte of the body."""

import json
import re
from typing import Any

from tests.clients.response import Response

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")

# Written by the HTTP server, not by the application.
SERVER_OWNED = {"connection", "date", "keep-alive", "server", "transfer-encoding"}

JSON = "application/json"
NDJSON = "application/x-ndjson"
PROBLEM = "application/problem+json"

# Each problem as it goes over the wire; that of a 422 stops before its list of errors.
PROBLEMS: dict[str, bytes] = {
    "malformed-json": b'{"type":"/problems/malformed-json","title":"Malformed JSON","status":400,"detail":"The body is not one JSON text in UTF-8 with unique member names."}',
    "malformed-multipart": b'{"type":"/problems/malformed-multipart","title":"Malformed multipart body","status":400,"detail":"The body is not one multipart/form-data message, whole and within its boundary."}',
    "unauthenticated": b'{"type":"/problems/unauthenticated","title":"Authentication required","status":401,"detail":"Send a token: Authorization: Bearer \xe2\x80\xa6"}',
    "invalid-token": b'{"type":"/problems/invalid-token","title":"Invalid token","status":401,"detail":"The token is malformed, expired, or its user is gone or inactive."}',
    "invalid-credentials": b'{"type":"/problems/invalid-credentials","title":"Invalid credentials","status":401,"detail":"The email or the password is wrong."}',
    "account-inactive": b'{"type":"/problems/account-inactive","title":"Account inactive","status":403,"detail":"The account has been deactivated."}',
    "forbidden": b'{"type":"/problems/forbidden","title":"Forbidden","status":403,"detail":"The caller may not do this."}',
    "not-found": b'{"type":"/problems/not-found","title":"Not found","status":404,"detail":"There is nothing here."}',
    "method-not-allowed": b'{"type":"/problems/method-not-allowed","title":"Method not allowed","status":405,"detail":"The resource does not answer to this method; the Allow header lists those it does."}',
    "conflict": b'{"type":"/problems/conflict","title":"Conflict","status":409,"detail":"The change contradicts what is stored."}',
    "email-taken": b'{"type":"/problems/email-taken","title":"Email taken","status":409,"detail":"Another user has this email."}',
    "owns-teams": b'{"type":"/problems/owns-teams","title":"Owns teams","status":409,"detail":"The user owns a team; hand it over or delete it first."}',
    "tag-taken": b'{"type":"/problems/tag-taken","title":"Tag taken","status":409,"detail":"Another tag has this name, whatever its case."}',
    "team-full": b'{"type":"/problems/team-full","title":"Team full","status":409,"detail":"The team would have more members than seats."}',
    "already-member": b'{"type":"/problems/already-member","title":"Already a member","status":409,"detail":"The user is a member of the team."}',
    "no-such-user": b'{"type":"/problems/no-such-user","title":"No such user","status":409,"detail":"There is no user with this id."}',
    "owner-stays": b'{"type":"/problems/owner-stays","title":"Owner stays","status":409,"detail":"The owner of a team stays its admin and member until another member owns it."}',
    "refresh-running": b'{"type":"/problems/refresh-running","title":"Refresh running","status":409,"detail":"A refresh is under way; try again when it has ended."}',
    "content-too-large": b'{"type":"/problems/content-too-large","title":"Content too large","status":413,"detail":"The body is larger than this resource accepts."}',
    "unsupported-media-type": b'{"type":"/problems/unsupported-media-type","title":"Unsupported media type","status":415,"detail":"Send application/json in UTF-8, or for an upload multipart/form-data with a boundary."}',
    "range-not-satisfiable": b'{"type":"/problems/range-not-satisfiable","title":"Range not satisfiable","status":416,"detail":"The content ends before the range begins."}',
    "validation": b'{"type":"/problems/validation","title":"Validation failed","status":422,"detail":"The input breaks the rules listed in errors.","errors":',
    "too-many-requests": b'{"type":"/problems/too-many-requests","title":"Too many requests","status":429,"detail":"Too many attempts; the Retry-After header says how many seconds to wait."}',
    "internal-error": b'{"type":"/problems/internal-error","title":"Internal server error","status":500,"detail":"Something went wrong on our side. Quote the request id when you report it."}',
    "not-ready": b'{"type":"/problems/not-ready","title":"Not ready","status":503,"detail":"A database does not answer, or is not migrated."}',
    "busy": b'{"type":"/problems/busy","title":"Busy","status":503,"detail":"The database is busy; the Retry-After header says how many seconds to wait."}',
}  # fmt: skip

ALWAYS = {
    "unauthenticated": {"WWW-Authenticate": "Bearer"},
    "invalid-credentials": {"WWW-Authenticate": "Bearer"},
    "invalid-token": {"WWW-Authenticate": 'Bearer error="invalid_token"'},
    "busy": {"Retry-After": "1"},
}


def check(
    response: Response,
    status: int,
    body: bytes,
    content_type: str | None = JSON,
    headers: dict[str, str] | None = None,
    *,
    head_of: bytes | None = None,
    streamed: bool = False,
) -> None:
    """Compare a whole answer: status, body, and every header that the application sets.

    Args:
        response: the answer.
        status: the expected status.
        body: the expected body, byte for byte.
        content_type: the expected `Content-Type`; None where the header must be absent.
        headers: further expected headers; those that every answer has are added.
        head_of: for HEAD, the body of the same GET, whose length the headers must name.
        streamed: the answer has no `Content-Length`.
    """
    expected = {name.lower(): value for name, value in (headers or {}).items()} | {"x-content-type-options": "nosniff"}
    if content_type is not None:
        expected["content-type"] = content_type
    if content_type is not None and not streamed:
        expected["content-length"] = str(len(body if head_of is None else head_of))
    if content_type in {JSON, NDJSON, PROBLEM}:
        expected.setdefault("cache-control", "no-store")
    actual: dict[str, list[str]] = {}
    for name, value in response.headers:
        if name.lower() not in SERVER_OWNED:
            actual.setdefault(name.lower(), []).append(value)
    request_id = actual.pop("x-request-id", [])
    assert (response.status, response.body) == (status, body)
    assert actual == {name: [value] for name, value in expected.items()}
    assert len(request_id) == 1, f"X-Request-ID must be there once, got {request_id}"
    assert re.fullmatch(r"[\x21-\x7e]{1,128}", request_id[0])


def check_problem(response: Response, name: str, headers: dict[str, str] | None = None) -> None:
    """Compare a whole answer with a problem of PROBLEMS, and with its headers."""
    body = PROBLEMS[name]
    status = int(body.split(b'"status":')[1][:3])
    check(response, status, body, PROBLEM, {**ALWAYS.get(name, {}), **(headers or {})})


def check_faults(response: Response, *faults: tuple[str, str, str]) -> None:
    """Compare a whole answer with a 422 that lists these errors in this order.

    Each is `(where, code, detail)`; `where` is a JSON pointer such as "/email", or "?limit" for a query parameter.
    """
    errors = [
        {"parameter": where[1:], "code": code, "detail": detail}
        if where.startswith("?")
        else {"pointer": where, "code": code, "detail": detail}
        for where, code, detail in faults
    ]
    check(response, 422, PROBLEMS["validation"] + compact(errors) + b"}", PROBLEM)


def compact(document: Any) -> bytes:
    """JSON as the contract writes it: UTF-8 unescaped, no spaces, members in the order given."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
