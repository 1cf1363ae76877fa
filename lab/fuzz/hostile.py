"""Requests that only a socket can carry: odd headers, targets and codings, several at once."""

from collections.abc import Callable

from hypothesis import strategies as st

from lab.fuzz.call import Call
from lab.fuzz.odd import any_call
from lab.fuzz.odd_forms import odd_form
from lab.fuzz.request import CODINGS, STAND_IN, Text
from lab.fuzz.values import NOWHERE
from lab.fuzz.world import World

LONGEST_TARGET = 15_000  # every server reads a head of 16 KiB
MOST_HEADERS = 80  # Granian reads a hundred

NAMES = (
    *("Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Cache-Control", "Cookie", "DNT", "Date"),
    *("Forwarded", "From", "If-Match", "If-Modified-Since", "If-None-Match", "If-Range", "If-Unmodified-Since"),
    *("Max-Forwards", "Origin", "Pragma", "Range", "Referer", "Sec-Fetch-Mode", "Server", "TE", "Trailer"),
    *("Upgrade-Insecure-Requests", "User-Agent", "Via", "Warning", "X-Forwarded-For", "X-Forwarded-Host"),
    *("X-Forwarded-Port", "X-Forwarded-Prefix", "X-Forwarded-Proto", "X-HTTP-Method", "X-HTTP-Method-Override"),
    *("X-Original-URL", "X-Real-IP", "X-Request-ID", "X-Requested-With", "X-Rewrite-URL", "!#$%&'*+-.^`|~", "x"),
    *("Content-Encoding", "Content-Language", "Content-Disposition", "Content-Location", "Content-MD5"),
)
# In Latin-1, where each character is one byte.
BEYOND_ASCII = ("\xe9", "\xff", "\xa0", "\x85", "\xad", "é".encode().decode("latin-1"), "🦊".encode().decode("latin-1"))
VALUES = (
    *("", " ", "\t", "*", "*/*;q=0", ",", ";", "=", "a=b; c", "text/html,,", "0", "-1", "9" * 30, "bytes=0-1"),
    *("bytes=\xff", 'W/"', '"', '"x', "'", "\\", "%00", "%ff", "../..", "https://evil.example/", "gzip, br;q=0.5"),
    *("Thu, 01 Jan 2099 00:00:00 GMT", "trailers, deflate", "x" * 3000, *BEYOND_ASCII),
)
HOSTS = ("", "a b", "a,b", "[::1]:x", "localhost:99999", "evil.example/users", "@", "b\xfccher.de", "x" * 300)
CONNECTIONS = (
    (("Connection", "close"),),
    (("Connection", "keep-alive, x-request-id"),),
    (("Connection", "Upgrade"), ("Upgrade", "websocket")),
    (("Connection", "upgrade, keep-alive"), ("Upgrade", "WebSocket"), ("Sec-WebSocket-Version", "13")),
    (("Connection", "Upgrade, HTTP2-Settings"), ("Upgrade", "h2c"), ("HTTP2-Settings", "AAMAAABkAAQAoAAAAAIAAAAA")),
    (("Upgrade", "websocket"),),
    (("Connection", "Upgrade"), ("Upgrade", "foo/2")),
)
RAW = (*BEYOND_ASCII, *'"{}|^`<>\\[]@:!$&()*+,;=~#', "'", "\x7f", "\x01")
ESCAPES = (
    *("%C3%A9", "%c3%a9", "%E9", "%C0%AF", "%ED%A0%80", "%F4%90%80%80", "%00", "%0d%0a", "%09", "%7F", "%u0041"),
    *("%", "%2", "%%", "%%41", "%2541", "%25", "%zz", "%3F", "%23", "%26", "%3D", "%2B", "+", "%20", "%3B", "%5C"),
)
SECOND = (
    b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n",
    b"HEAD /health/live HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /nowhere HTTP/1.1\r\nHost: x\r\nX-Request-ID: second\r\n\r\n",
    b"OPTIONS /users HTTP/1.1\r\nHost: x\r\n\r\n",
    b"PUT /users HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}",
    b"GET /teams?limit=x HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\n\r\n",
    b"POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1\r\n\r\n{",
    b"POST /auth/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
)
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def odd_headers(world: World) -> Call:
    """Send many headers, repeated ones, empty ones, bytes beyond ASCII."""
    call = any_call(world)
    pairs = st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES))
    call.headers += world.draw(st.lists(pairs, min_size=1, max_size=4))
    if world.perhaps(4):
        name, value = world.draw(st.sampled_from((("X-A", "b"), ("Accept", "text/html"), ("Cookie", "a=b"), ("X", ""))))
        call.headers += [(name, value)] * world.draw(st.integers(2, MOST_HEADERS - len(call.headers) - 10))
    if world.perhaps(5):
        call.headers.append(("Host", world.draw(st.sampled_from(HOSTS))))
    if world.perhaps(3):
        call.headers += world.draw(st.sampled_from(CONNECTIONS))
    return call.counted("odd headers")


def odd_credentials(world: World) -> Call:
    """Send a token or content type with something before, after or inside it; a refused request changes nothing."""
    call = any_call(world)
    odd = world.draw(st.sampled_from((*BEYOND_ASCII, ",", ";", "\t", " \t ", '"')))
    if call.authorization and world.perhaps(2):
        start, *rest = call.authorization[0]
        parts: list[Text] = [(odd, start, *rest), (start, odd, *rest), (start, *rest, odd), (f"{start}x{odd}",)]
        call.authorization = [world.draw(st.sampled_from(parts))]
    elif call.content_types:
        value = call.content_types[0]
        place = world.draw(st.integers(0, len(value)))
        call.content_types = [value[:place] + odd + value[place:]]
    return call.counted("odd credentials")


def odd_target(world: World) -> Call:
    """Send bytes and characters that no URI contains; a server may refuse them, else the adapter answers."""
    call = any_call(world, SAFE)
    odd = world.draw(st.sampled_from(RAW))
    if world.perhaps(3):
        call.path = (*call.path, odd)
    elif world.perhaps(2):
        call.query.append((f"search=abc{odd}",))
    else:
        call.path = (world.draw(st.sampled_from(("*", "x", "http://x", "http://x/users", "//x/users", "/http://x"))),)
    call.refusable = True
    return call.counted("odd target")


def odd_escapes(world: World) -> Call:
    """Send percent-encodings of every kind, in the path and in the query."""
    call = any_call(world)
    if world.perhaps(2):
        call.path = (*call.path, *world.draw(st.lists(st.sampled_from(ESCAPES), min_size=1, max_size=3)))
    else:
        pieces = st.lists(st.sampled_from((*ESCAPES, "limit", "search", "=", "&", "abc", "1", "?")), min_size=1)
        call.query.append(("".join(world.draw(pieces)),))
    return call.counted("odd escapes")


def long_target(world: World) -> Call:
    call = any_call(world, SAFE)
    call.headers, call.content_types = [], []
    filling = world.draw(st.sampled_from(("a", "%41", "a=b&", "&", "%F0%9F%A6%8A", "ids=" + NOWHERE + ",")))
    length = world.draw(st.sampled_from((6_000, 8_150, 8_192, 12_000, LONGEST_TARGET)))
    length -= 4_000 if call.authorization else 500
    text = (filling * (length // len(filling) + 1))[:length]
    if world.perhaps(2):
        call.query.append((text,))
    else:
        call.path = (*call.path, text.replace("&", "b"))
    return call.counted("long target")


def pipelined(world: World) -> Call:
    """Send two requests in one write: both are answered, in order."""
    call = any_call(world, SAFE)
    call.body, call.cuts, call.content_types = b"", None, []
    call.behind = world.draw(st.sampled_from(SECOND))
    return call.counted("pipelined")


def odd_coding(world: World) -> Call:
    """Send the chunked coding with everything that it allows."""
    call = any_call(world, frozenset({"POST", "PATCH", "GET", "DELETE"}))
    if STAND_IN.search(call.body) or len(call.body) > 10_000:
        return call  # an id that one adapter does not give would have another length
    call.cuts = world.draw(st.lists(st.integers(0, 500), max_size=6)) if world.perhaps(2) else list(range(500))
    call.coding = world.draw(st.sampled_from(sorted(CODINGS)))
    return call.counted("odd coding")


HOSTILE: tuple[Callable[[World], Call], ...] = (
    odd_headers,
    odd_credentials,
    odd_target,
    odd_escapes,
    long_target,
    pipelined,
    odd_coding,
    odd_form,
)
