"""Headers (RFC 9110, sections 5 to 8 and 12): the request id, media types, and headers without effect."""

from collections.abc import Callable

import pytest

from tests.clients.response import Response
from tests.contract.answers import check
from tests.contract.probes.probe import LIVE, Answer, Probe, get, head, live, login, missing, probes, problem
from tests.contract.probes.prober import Known

pytestmark = pytest.mark.every_server

REFUSED = problem("unsupported-media-type")
READ = missing("email", "password")


def echoes(value: str) -> Answer:
    def check_echo(response: Response, known: Known) -> None:
        check(response, 200, LIVE)
        assert response.one("x-request-id") == value

    return check_echo


def replaces(value: str) -> Answer:
    def check_replaced(response: Response, known: Known) -> None:
        check(response, 200, LIVE)
        returned = response.one("x-request-id")
        assert returned != value
        assert len(returned) == 36

    return check_replaced


REQUEST_IDS = {
    "a letter": ("X-Request-ID: a", "a"),
    "128 letters": (f"X-Request-ID: {'x' * 128}", "x" * 128),
    "punctuation": ("X-Request-ID: !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
    "spaces and tabs around it": ("X-Request-ID: \t a \t ", "a"),
    "no space before it": ("X-Request-ID:a", "a"),
    "a name in lower case": ("x-request-id: a", "a"),
    "a name in capitals": ("X-REQUEST-ID: a", "a"),
}
NO_REQUEST_IDS = {
    "129 letters": "x" * 129,
    "nothing": "",
    "spaces and tabs": " \t ",
    "a space in it": "a b",
    "a tab in it": "a\tb",
    "not ASCII": "caf\xe9",
    "UTF-8": "caf\xc3\xa9",
}


@probes(
    *(Probe(name, get("/health/live", sent), echoes(value)) for name, (sent, value) in REQUEST_IDS.items()),
    *(
        Probe(name, get("/health/live", f"X-Request-ID: {value}"), replaces(value))
        for name, value in NO_REQUEST_IDS.items()
    ),
    Probe("two", get("/health/live", "X-Request-ID: a", "X-Request-ID: b"), echoes("a,b")),
    Probe("an empty one and another", get("/health/live", "X-Request-ID:", "X-Request-ID: b"), echoes(",b")),
    Probe("two of 64 letters", get("/health/live", *[f"X-Request-ID: {'x' * 64}"] * 2), replaces("")),
)
def test_a_request_id_is_echoed_or_replaced(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)


TYPES = {
    "plain": "application/json",
    "in capitals": "APPLICATION/JSON",
    "spaces and tabs around it": " \t application/json \t ",
    "UTF-8": "application/json; charset=utf-8",
    "UTF-8 in capitals": "application/json; CHARSET=UTF-8",
    "UTF-8 in quotes": 'application/json; charset="utf-8"',
    "UTF-8 in quotes and capitals": 'application/json; charset="Utf-8"',
    "no space": "application/json;charset=utf-8",
    "spaces and tabs around the semicolon": "application/json \t ; \t charset=utf-8",
}
NO_TYPES = {
    "nothing": "",
    "another type": "text/json",
    "no subtype": "application",
    "an empty subtype": "application/",
    "a wildcard": "application/*",
    "a wildcard for both": "*/*",
    "a suffix": "application/problem+json",
    "one letter more": "application/jsonx",
    "one letter less": "application/jso",
    "a semicolon": "application/json;",
    "an empty charset": "application/json; charset=",
    "charset alone": "application/json; charset",
    "an unknown charset": "application/json; charset=x",
    "UTF-8 misspelt": "application/json; charset=utf8",
    "ASCII": "application/json; charset=us-ascii",
    "Latin-1": "application/json; charset=iso-8859-1",
    "UTF-16": "application/json; charset=utf-16",
    "single quotes": "application/json; charset='utf-8'",
    "half a quote": 'application/json; charset="utf-8',
    "an escape in quotes": 'application/json; charset="utf\\-8"',
    "a space before the equals sign": "application/json; charset =utf-8",
    "a space after the equals sign": "application/json; charset= utf-8",
    "charset twice": "application/json; charset=utf-8; charset=utf-8",
    "another parameter": "application/json; version=1",
    "another parameter after charset": "application/json; charset=utf-8; version=1",
    "two types": "application/json, application/json",
    "two types without a comma": "application/json text/plain",
    "a comma at the end": "application/json,",
    "a form": "application/x-www-form-urlencoded",
    "not ASCII": "application/j\xe9son",
}


@pytest.mark.strict
@probes(
    *(Probe(name, login(b"{}", content_type=value), READ) for name, value in TYPES.items()),
    *(Probe(f"refused: {name}", login(b"{}", content_type=value), REFUSED) for name, value in NO_TYPES.items()),
    Probe("no type", login(b"{}", content_type=None), REFUSED),
    Probe("no type and no body", head("POST /auth/login", "Content-Length: 0"), REFUSED),
    Probe("two Content-Type headers", login(b"{}", "Content-Type: application/json"), REFUSED),
    Probe(
        "an empty Content-Type and another", login(b"{}", "Content-Type: application/json", content_type=""), REFUSED
    ),
    Probe("a content coding", login(b"{}", "Content-Encoding: identity"), READ),
)
def test_json_is_read_only_with_its_media_type(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)


IGNORED = {
    "only HTML accepted": "Accept: text/html",
    "JSON refused": "Accept: application/json;q=0",
    "everything refused": "Accept: */*;q=0",
    "weights": "Accept: application/json;q=0.001, text/html;q=1.000",
    "a malformed weight": "Accept: application/json;q=x",
    "no media range": "Accept: ;;,",
    "an empty Accept": "Accept:",
    "codings": "Accept-Encoding: gzip, br;q=1.0, *;q=0",
    "the identity coding refused": "Accept-Encoding: identity;q=0",
    "charsets": "Accept-Charset: iso-8859-1",
    "languages": "Accept-Language: de-DE, *;q=0.5",
    "another method": "X-HTTP-Method-Override: DELETE",
    "another path": "X-Original-URL: /nowhere",
    "a rewritten path": "X-Rewrite-URL: /nowhere",
    "another prefix": "X-Forwarded-Prefix: /nowhere",
    "a Script-Name header": "Script-Name: /health",
    "a Script_Name header": "Script_Name: /health",
    "another host behind a proxy": "X-Forwarded-Host: another.test",
    "another scheme behind a proxy": "X-Forwarded-Proto: https",
    "another client": "X-Forwarded-For: 192.0.2.1, x",
    "a standard proxy": 'Forwarded: for="[2001:db8::1]:80";proto=https;host=another.test',
    "cookies": 'Cookie: a=1; b="; c',
    "a range of a resource without ranges": "Range: bytes=0-0",
    "a range past the end": "Range: bytes=99-",
    "any tag": "If-None-Match: *",
    "another tag": 'If-Match: "x"',
    "a later date": "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT",
    "an earlier date": "If-Unmodified-Since: Sat, 01 Jan 2000 00:00:00 GMT",
    "a media type without a body": "Content-Type: text/plain",
    "Latin-1": "X-Test: caf\xe9",
    "every visible character": "X-Test: " + "".join(map(chr, range(0x21, 0x7F))),
    "every character of a name": "!#$%&'*+-.^`|~09azAZ: x",
    "a value of 4 KiB": f"X-Test: {'x' * 4000}",
    "a value of 15 KiB": f"X-Test: {'x' * 15_000}",
    "a name of 200 letters": f"{'x' * 200}: 1",
    "an HTTP/2 upgrade": "Upgrade: h2c",
    "a trailer announced": "Trailer: X-Test",
    "no caching": "Cache-Control: no-cache",
}


@probes(
    *(Probe(name, get("/health/live", value), live) for name, value in IGNORED.items()),
    Probe("80 headers", get("/health/live", *[f"X-Test-{number}: 1" for number in range(80)]), live),
    Probe("one header 80 times", get("/health/live", *["X-Test: 1"] * 80), live),
    Probe("another host", b"GET /health/live HTTP/1.1\r\nHost: another.test:81\r\n\r\n", live),
    Probe("an IPv6 address as the host", b"GET /health/live HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", live),
    Probe("an empty host", b"GET /health/live HTTP/1.1\r\nHost:\r\n\r\n", live),
    Probe("an empty line before the request", b"\r\n" + get("/health/live"), live),
    Probe("an expectation without a body", get("/health/live", "Expect: 100-continue"), live),
    Probe("an unknown expectation", get("/health/live", "Expect: x"), live),
    Probe("a Content_Length header", login(b"{}", "Content_Length: 1"), READ),
    Probe(
        "an HTTP/2 upgrade named in Connection",
        get("/health/live", "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c"),
        live,
    ),
)
def test_headers_outside_the_contract_change_nothing(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)


@pytest.mark.strict
@probes(
    Probe(
        "a WebSocket upgrade",
        get(
            "/health/live",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        ),
        live,
    ),
)
def test_a_request_for_a_websocket_is_answered_as_any_other(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)


@probes(
    Probe("no host", b"GET /health/live HTTP/1.1\r\n\r\n", None),
    Probe("two hosts", get("/health/live", "Host: another.test"), None),
    Probe("a malformed host", b"GET /health/live HTTP/1.1\r\nHost: a b\r\n\r\n", None),
    Probe("a folded header", get("/health/live", "X-Test: a\r\n b"), None),
    Probe("a folded request id", get("/health/live", "X-Request-ID: a\r\n b"), None),
    Probe("a space before the first header", b"GET /health/live HTTP/1.1\r\n Host: x\r\n\r\n", None),
    Probe("a space before the colon", get("/health/live", "X-Test : a"), None),
    Probe("a header without a colon", get("/health/live", "X-Test"), None),
    Probe("a header without a name", get("/health/live", ": a"), None),
    Probe("a name with a space", get("/health/live", "X Test: a"), None),
    Probe("a name with a bracket", get("/health/live", "X(Test: a"), None),
    Probe("a name that is not ASCII", get("/health/live", "X-T\xe9st: a"), None),
    Probe("a NUL in a value", get("/health/live", "X-Test: a\0b"), None),
    Probe("a carriage return in a value", get("/health/live", "X-Test: a\rb"), None),
    Probe("a bell in a value", get("/health/live", "X-Test: a\ab"), None),
    Probe("line feeds as line ends", get("/health/live").replace(b"\r\n", b"\n"), None),
    Probe("a value of 20 KiB", get("/health/live", f"X-Test: {'x' * 20_000}"), None),
    Probe("a value of 100 KiB", get("/health/live", f"X-Test: {'x' * 100_000}"), None),
    Probe("a name of 70 KiB", get("/health/live", f"{'x' * 70_000}: 1"), None),
    Probe("150 headers", get("/health/live", *[f"X-Test-{number}: 1" for number in range(150)]), None),
    Probe("1,000 headers", get("/health/live", *[f"X-Test-{number}: 1" for number in range(1000)]), None),
)
def test_malformed_headers_are_left_to_the_server(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)
