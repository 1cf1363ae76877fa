"""The order of errors: of several errors in a request, the answer names the first in the contract's list."""

from collections.abc import Callable

import pytest

from tests.clients.response import Response
from tests.contract.answers import check_problem
from tests.contract.forms import BOUNDARY, file_part, form, name_part
from tests.contract.probes.probe import (
    LIMIT,
    Probe,
    body,
    faults,
    head,
    known,
    login,
    not_allowed,
    options,
    probes,
    problem,
    too_large,
)
from tests.contract.probes.prober import Known
from tests.people import People

pytestmark = pytest.mark.every_server

ITEM = "/users/00000000-0000-7000-8000-000000000000"
ITEMS = "GET, HEAD, OPTIONS, POST"
TYPE = "Content-Type: application/json"
LONG = f"Content-Length: {LIMIT + 1}"
CHUNKED = "Transfer-Encoding: chunked"
TOO_MUCH = b"%x\r\n%b\r\n0\r\n\r\n" % (LIMIT + 1, b"{" * (LIMIT + 1))
BROKEN = b"1\r\n{\r\n0\r\n\r\n"
UNKNOWN = ("?x", "unknown", "Is not known here.")
NOT_A_STRING = ("/name", "string", "Must be a string.")
MULTIPART = f"Content-Type: multipart/form-data; boundary={BOUNDARY.decode()}"


@pytest.mark.strict
@probes(
    Probe("path before method", head("PUT /nowhere"), problem("not-found")),
    Probe("a malformed id before method", head("POST /users/x"), problem("not-found")),
    Probe("a malformed slug before method", head("POST /tags/A"), problem("not-found")),
    Probe("path before options", head("OPTIONS /nowhere"), problem("not-found")),
    Probe("path before declared length", head("POST /nowhere", LONG), problem("not-found"), ends=True),
    Probe("path before token", head("GET /users/x"), problem("not-found")),
    Probe("path before query", known("GET /users/x?x"), problem("not-found")),
    Probe("method before declared length", head("PUT /users?x", LONG), not_allowed(ITEMS), ends=True),
    Probe("method before token", head("PUT /users"), not_allowed(ITEMS)),
    Probe("method before query", known("PUT /users?x"), not_allowed(ITEMS)),
    Probe("options before declared length", head("OPTIONS /users?x", LONG), options(ITEMS), ends=True),
    Probe("options before token", head("OPTIONS /users", "Authorization: Bearer x"), options(ITEMS)),
    Probe("options before query", head("OPTIONS /users?x"), options(ITEMS)),
    too_large("declared length before token", head(f"PATCH {ITEM}?x", LONG), ends=True),
    too_large("declared length before a bad token", head(f"PATCH {ITEM}", LONG, "Authorization: Bearer x"), ends=True),
    too_large("declared length before query", known(f"PATCH {ITEM}?x", LONG), ends=True),
    too_large("declared length before content type", known(f"PATCH {ITEM}", LONG), ends=True),
    Probe("token before query", body(f"PATCH {ITEM}?x", b"{"), problem("unauthenticated")),
    Probe("a bad token before query", body(f"PATCH {ITEM}?x", b"{", "Authorization: Bearer x"),
          problem("invalid-token")),
    Probe("token before content type", body(f"PATCH {ITEM}", b"{", content_type="text/plain"),
          problem("unauthenticated")),
    Probe("token before undeclared length", head(f"PATCH {ITEM}", TYPE, CHUNKED) + TOO_MUCH,
          problem("unauthenticated")),
    Probe("token before parse", body(f"PATCH {ITEM}", b"{"), problem("unauthenticated")),
    Probe("token before body", body("POST /posts", b"{}"), problem("unauthenticated")),
    Probe("token before resource", head(f"GET {ITEM}"), problem("unauthenticated")),
    Probe("query before content type", known(f"PATCH {ITEM}?x", "Content-Type: text/plain", CHUNKED) + BROKEN,
          faults(UNKNOWN)),
    Probe("query before undeclared length", known(f"PATCH {ITEM}?x", TYPE, CHUNKED) + TOO_MUCH, faults(UNKNOWN)),
    Probe("query before parse", known(f"PATCH {ITEM}?x", TYPE, CHUNKED) + BROKEN, faults(UNKNOWN)),
    Probe("query before body", login(b"{}").replace(b"/login", b"/login?x"), faults(UNKNOWN)),
    Probe("query before resource", known(f"GET {ITEM}?x"), faults(UNKNOWN)),
    Probe("query before permission", known("POST /analytics/refresh?x"), faults(UNKNOWN)),
    Probe("content type before undeclared length", known(f"PATCH {ITEM}", CHUNKED) + TOO_MUCH,
          problem("unsupported-media-type")),
    Probe("content type before parse", known(f"PATCH {ITEM}", CHUNKED) + BROKEN, problem("unsupported-media-type")),
    Probe("content type before resource", body(f"PATCH {ITEM}", b"{}", "Authorization: Bearer <token>",
          content_type="text/plain"), problem("unsupported-media-type")),
    too_large("undeclared length before parse", known(f"PATCH {ITEM}", TYPE, CHUNKED) + TOO_MUCH),
    Probe("parse before resource", known(f"PATCH {ITEM}", TYPE, CHUNKED) + BROKEN, problem("malformed-json")),
    Probe("parse before body", login(b'{"email":1'), problem("malformed-json")),
    Probe("body before resource", body(f"PATCH {ITEM}", b'{"name":1}', "Authorization: Bearer <token>"),
          faults(NOT_A_STRING)),
    Probe("body before permission", body("PATCH /users/<other>", b'{"name":1}', "Authorization: Bearer <token>"),
          faults(NOT_A_STRING)),
    Probe("resource before permission", body(f"PATCH {ITEM}", b'{"is_active":false}', "Authorization: Bearer <token>"),
          problem("not-found")),
    Probe("permission before conflict", body("PATCH /users/<other>", b'{"email":"<email>"}',
          "Authorization: Bearer <token>"), problem("forbidden")),
    Probe("conflict", body("PATCH /users/<user>", b'{"email":"<taken>"}',
          "Authorization: Bearer <token>"), problem("email-taken")),
)  # fmt: skip
def test_errors_of_json_operations_have_a_fixed_order(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)


@pytest.mark.strict
@probes(
    too_large("declared length before token", head("POST /documents", f"Content-Length: {10 * LIMIT + 1}"),
              ends=True, setting="upload_limit"),
    Probe("token before content type", body("POST /documents", b"x"), problem("unauthenticated")),
    Probe("query before content type", known("POST /documents?x", TYPE, CHUNKED) + BROKEN, faults(UNKNOWN)),
    Probe("query before parse", known("POST /documents?x", MULTIPART, CHUNKED) + BROKEN, faults(UNKNOWN)),
    Probe("content type before parse", known("POST /documents", TYPE, CHUNKED) + BROKEN,
          problem("unsupported-media-type")),
    Probe("parse before parts", known("POST /documents", MULTIPART, "Content-Length: <length>") + form()[:-4],
          problem("malformed-multipart")),
    Probe("name before file", known("POST /documents", MULTIPART, "Content-Length: <length>")
          + form(file_part(filename=b".."), name_part(b"")),
          faults(("/name", "too_short", "Must be at least 1 characters long."),
                 ("/file", "filename", "Must have a filename."))),
)  # fmt: skip
def test_errors_of_uploads_have_a_fixed_order(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)


def limited(response: Response, known: Known) -> None:
    check_problem(response, "too-many-requests", {"Retry-After": response.one("retry-after")})


@pytest.mark.strict
@pytest.mark.default_setting("login_rate")
def test_the_login_rate_is_checked_after_the_body(ask: Callable[[Probe], None], create_user: People) -> None:
    person = create_user()
    assert person.token  # logs in first: no login succeeds afterwards
    credentials = b'{"email":"%b","password":"wrong"}' % person.email.encode()
    for _ in range(10):
        ask(Probe("wrong", login(credentials), problem("invalid-credentials")))
    ask(Probe("the rate is used up", login(credentials), limited))
    string = ("/password", "string", "Must be a string.")
    ask(Probe("body before rate", login(credentials.replace(b'"wrong"', b"1")), faults(string)))
    ask(Probe("parse before rate", login(credentials[:-1]), problem("malformed-json")))
    ask(Probe("content type before rate", login(credentials, content_type=None), problem("unsupported-media-type")))
