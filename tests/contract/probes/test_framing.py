"""Framing (RFC 9112, sections 6 and 7): lengths, chunks, trailers, and bodies that are too large or unexpected."""

from collections.abc import Callable

import pytest

from tests.contract.probes.probe import (
    LIMIT,
    Probe,
    body,
    chunked,
    get,
    head,
    known,
    live,
    missing,
    not_allowed,
    options,
    probes,
    problem,
    too_large,
)

pytestmark = pytest.mark.every_server

LOGIN = "POST /auth/login"
TYPE = "Content-Type: application/json"
CHUNKED = "Transfer-Encoding: chunked"
READ = missing("email", "password")
MALFORMED = problem("malformed-json")
UPLOAD_LIMIT = 10 * LIMIT
NOTHING = "/users/00000000-0000-7000-8000-000000000000"


def lengths(*values: str) -> bytes:
    """An empty object with these length headers."""
    return head(LOGIN, TYPE, *(f"Content-Length: {value}" for value in values)) + b"{}"


def chunks(content: bytes, *headers: str) -> bytes:
    """A body as it is, declared as chunked."""
    return head(LOGIN, TYPE, *(headers or (CHUNKED,))) + content


@pytest.mark.strict
@probes(
    Probe("declared", lengths("2"), READ),
    Probe("leading zeros", lengths("0002"), READ),
    Probe("spaces and tabs around it", lengths(" \t 2 \t "), READ),
    Probe("no Content-Length", head(LOGIN, TYPE), MALFORMED),
    Probe("zero", head(LOGIN, TYPE, "Content-Length: 0"), MALFORMED),
    Probe("a Content-Length shorter than the body", head(LOGIN, TYPE, "Content-Length: 1") + b"{}", MALFORMED,
          ends=True),
    Probe("at the limit", body(LOGIN, b"{}" + b" " * (LIMIT - 2), ), READ, setting="json_limit"),
    too_large("past the limit", body(LOGIN, b"{}" + b" " * (LIMIT - 1))),
    too_large("past the limit and not sent", head(LOGIN, TYPE, f"Content-Length: {LIMIT + 1}"), ends=True),
    Probe("a Content-Length of 10 to the 18th", head(LOGIN, TYPE, f"Content-Length: {10**18}"),
          problem("content-too-large"), ends=True),
    too_large("past the limit of uploads", head("POST /documents", f"Content-Length: {UPLOAD_LIMIT + 1}"),
              ends=True, setting="upload_limit"),
    too_large("past the limit, on an operation without a body",
              head("GET /health/live", f"Content-Length: {LIMIT + 1}"), ends=True),
    too_large("past the limit, on a deletion", head(f"DELETE {NOTHING}", f"Content-Length: {LIMIT + 1}"), ends=True),
    Probe("past the limit, on an unknown path", head("POST /nowhere", f"Content-Length: {LIMIT + 1}"),
          problem("not-found"), ends=True),
    Probe("past the limit, on OPTIONS", head("OPTIONS /users", f"Content-Length: {LIMIT + 1}"),
          options("GET, HEAD, OPTIONS, POST"), ends=True),
    too_large("past the limit, with Expect: 100-continue",
              head(LOGIN, TYPE, f"Content-Length: {LIMIT + 1}", "Expect: 100-continue"), ends=True),
    Probe("Expect: 100-continue", body(LOGIN, b"{}", "Expect: 100-continue"), READ),
)  # fmt: skip
def test_a_body_has_its_declared_length(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)


LIES = {
    "a negative Content-Length": ("-1",),
    "a Content-Length with a plus": ("+2",),
    "a hexadecimal Content-Length": ("0x2",),
    "a fractional Content-Length": ("2.0",),
    "a Content-Length with an underscore": ("0_2",),
    "a Content-Length that is not a number": ("x",),
    "an empty Content-Length": ("",),
    "a Content-Length that lists one number twice": ("2, 2",),
    "a Content-Length that lists two numbers": ("2, 3",),
    "a superscript as Content-Length": ("\xb2",),
    "two equal Content-Length headers": ("2", "2"),
    "two different Content-Length headers": ("2", "3"),
    "a Content-Length of 10 to the 30th": (str(10**30),),
}


@probes(
    *(Probe(name, lengths(*values), None, ends=True) for name, values in LIES.items()),
    Probe(
        "a Content-Length before chunked",
        chunks(b"2\r\n{}\r\n0\r\n\r\n", "Content-Length: 2", CHUNKED),
        None,
        ends=True,
    ),
    Probe(
        "a Content-Length after chunked", chunks(b"2\r\n{}\r\n0\r\n\r\n", CHUNKED, "Content-Length: 2"), None, ends=True
    ),
)
def test_malformed_lengths_are_left_to_the_server(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)


@pytest.mark.strict
@probes(
    Probe("one chunk", chunked(LOGIN, b"{}"), READ),
    Probe("chunks of one byte", chunked(LOGIN, b"{", b"}"), READ),
    Probe("no chunk", chunked(LOGIN), MALFORMED),
    Probe("malformed JSON", chunked(LOGIN, b"{"), MALFORMED),
    Probe("a character across two chunks", chunked(LOGIN, '{"email":"é'.encode()[:-1], '{"email":"é"}'.encode()[-3:]),
          missing("password")),
    Probe("a length in capitals", chunks(b"A\r\n{}        \r\n0\r\n\r\n"), READ),
    Probe("a length without capitals", chunks(b"a\r\n{}        \r\n0\r\n\r\n"), READ),
    Probe("leading zeros", chunks(b"0002\r\n{}\r\n000\r\n\r\n"), READ),
    Probe("an extension", chunks(b"2;x\r\n{}\r\n0\r\n\r\n"), READ),
    Probe("an extension with a value", chunks(b"2;x=y\r\n{}\r\n0;z=1\r\n\r\n"), READ),
    Probe("an extension in quotes", chunks(b'2;x="a;b"\r\n{}\r\n0\r\n\r\n'), READ),
    Probe("chunked in capitals", chunks(b"2\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: CHUNKED"), READ),
    Probe("a trailer", chunked(LOGIN, b"{}", end=b"0\r\nX-Checksum: 1\r\n\r\n"), READ),
    Probe("an X-Request-ID trailer", chunked(LOGIN, b"{}", end=b"0\r\nX-Request-ID: a\r\n\r\n"), READ),
    Probe("a Content-Length trailer", chunked(LOGIN, b"{}", end=b"0\r\nContent-Length: 1\r\n\r\n"), READ),
    Probe("an Authorization trailer",
          chunked(f"PATCH {NOTHING}", b"{}", end=b"0\r\nAuthorization: Bearer <token>\r\n\r\n"),
          problem("unauthenticated"), ends=True),
    Probe("at the limit", chunked(LOGIN, b"{}", *[b" " * 65_536] * 15, b" " * 65_534), READ, setting="json_limit"),
    too_large("past the limit", chunked(LOGIN, b"{}", *[b" " * 65_536] * 16)),
    too_large("past the limit in one chunk", chunked(LOGIN, b"{}" + b" " * LIMIT)),
    too_large("far past the limit", chunked(LOGIN, b"{}", *[b" " * 65_536] * 64)),
)  # fmt: skip
def test_a_chunked_body_is_read_whole(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)


@pytest.mark.strict
@probes(
    Probe("gzip without chunked", chunks(b"{}", "Transfer-Encoding: gzip"), None, ends=True),
    Probe("identity without chunked", chunks(b"{}", "Transfer-Encoding: identity"), None, ends=True),
    Probe("an unknown coding", chunks(b"2\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: xchunked"), None, ends=True),
    Probe("an empty Transfer-Encoding", chunks(b"2\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding:"), None, ends=True),
    Probe("gzip before chunked", chunks(b"2\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: gzip, chunked"), None, ends=True),
    Probe("gzip after chunked", chunks(b"2\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: chunked, gzip"), None, ends=True),
    Probe("chunked listed twice", chunks(b"2\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: chunked, chunked"), None,
          ends=True),
    Probe("chunks in HTTP/1.0", chunks(b"2\r\n{}\r\n0\r\n\r\n").replace(b"HTTP/1.1", b"HTTP/1.0"), None, ends=True),
    Probe("an empty chunk length", chunks(b"\r\n{}\r\n0\r\n\r\n"), None, ends=True),
    Probe("a chunk length that is not a number", chunks(b"x\r\n{}\r\n0\r\n\r\n"), None, ends=True),
    Probe("a malformed chunk length at the body limit",
          chunks(b"100000\r\n{}" + b" " * (LIMIT - 2) + b"\r\nx\r\n\r\n"), None, ends=True),
    Probe("a negative chunk length", chunks(b"-2\r\n{}\r\n0\r\n\r\n"), None, ends=True),
    Probe("a chunk length with a plus", chunks(b"+2\r\n{}\r\n0\r\n\r\n"), None, ends=True),
    Probe("a chunk length of 0x2", chunks(b"0x2\r\n{}\r\n0\r\n\r\n"), None, ends=True),
    Probe("a chunk length with an underscore", chunks(b"0_2\r\n{}\r\n0\r\n\r\n"), None, ends=True),
    Probe("a chunk length of 2 to the 64th plus 2", chunks(b"10000000000000002\r\n{}\r\n0\r\n\r\n"), None, ends=True),
    Probe("a space after the chunk length", chunks(b"2 \r\n{}\r\n0\r\n\r\n"), None, ends=True),
    Probe("a space before the chunk length", chunks(b" 2\r\n{}\r\n0\r\n\r\n"), None, ends=True),
    Probe("a chunk length that is too short", chunks(b"1\r\n{}\r\n0\r\n\r\n"), None, ends=True),
    Probe("a chunk length that is too long", chunks(b"3\r\n{}\r\n0\r\n\r\n"), None, ends=True),
    Probe("line feeds as line ends", chunks(b"2\n{}\n0\n\n"), None, ends=True),
    Probe("a chunk extension of 64 KiB", chunks(b"2;x=%b\r\n{}\r\n0\r\n\r\n" % (b"y" * 65_536)), None, ends=True),
    Probe("a trailer without a colon", chunked(LOGIN, b"{}", end=b"0\r\nX\r\n\r\n"), None, ends=True),
    Probe("a trailer of 100 KiB", chunked(LOGIN, b"{}", end=b"0\r\nX: %b\r\n\r\n" % (b"y" * 100_000)), None, ends=True),
)  # fmt: skip
def test_malformed_chunks_are_left_to_the_server(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)


@pytest.mark.strict
@probes(
    Probe("a view", body("GET /health/live", b"{", content_type=None), live),
    Probe("a view, in chunks", head("GET /health/live", CHUNKED) + b"1\r\n{\r\n0\r\n\r\n", live),
    Probe("a view, without a token", body("GET /users", b"{"), problem("unauthenticated")),
    Probe("a deletion", known(f"DELETE {NOTHING}", TYPE, "Content-Length: <length>") + b"{", problem("not-found")),
    Probe("a deletion, in chunks", known(f"DELETE {NOTHING}", CHUNKED) + b"1\r\n{\r\n0\r\n\r\n", problem("not-found")),
    Probe("an action", known("POST /analytics/refresh", TYPE, "Content-Length: <length>") + b"{",
          problem("forbidden")),
    Probe("an action, in chunks", known("POST /analytics/refresh", CHUNKED) + b"1\r\n{\r\n0\r\n\r\n",
          problem("forbidden")),
    Probe("options", body("OPTIONS /users", b"{"), options("GET, HEAD, OPTIONS, POST")),
    Probe("options, in chunks", chunked("OPTIONS /users", b"{"), options("GET, HEAD, OPTIONS, POST")),
    Probe("another method", body("PUT /users", b"{"), not_allowed("GET, HEAD, OPTIONS, POST")),
    Probe("another method, in chunks", chunked("PUT /users", b"{"), not_allowed("GET, HEAD, OPTIONS, POST")),
    Probe("an unknown path", body("POST /nowhere", b"{"), problem("not-found")),
    Probe("an unknown path, in chunks", chunked("POST /nowhere", b"{"), problem("not-found")),
    Probe("a body that looks like a request", body("GET /health/live", get("/nowhere"), content_type=None), live),
    Probe("64 KiB", body("GET /health/live", b"x" * 65_536, content_type=None), live),
    Probe("64 KiB, on an unknown path", body("POST /nowhere", b"x" * 65_536), problem("not-found")),
    Probe("64 KiB, without a token", body(f"PATCH {NOTHING}", b"x" * 65_536), problem("unauthenticated")),
    Probe("64 KiB, of another type", body(LOGIN, b"x" * 65_536, content_type="text/plain"),
          problem("unsupported-media-type")),
)  # fmt: skip
def test_a_body_on_an_operation_without_one_is_ignored(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)
