"""Values to fill requests with: valid to the edge, just beyond it, and hostile."""

import json
from typing import Any
from urllib.parse import quote

from hypothesis import strategies as st

from tests.people import NAMES

NOWHERE = "00000000-0000-7000-8000-000000000000"

CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
EDGE = ("n", "é", "e\u0301", "日", "🦊", " ", "ß", "İ", "\x1f", "\u200b", "\x7f", '"', "\\", "/", "%")


@st.composite
def strings(draw: st.DrawFn, shortest: int, longest: int) -> str:
    """Text of a length that is allowed, often the least or the most; it neither begins nor ends with white space."""
    if draw(st.booleans()):
        length = draw(st.sampled_from((shortest, longest)))
        filling = draw(st.sampled_from(EDGE)) * length
        return ("x" + filling[: max(length - 2, 0)] + "x")[:length]
    text = draw(st.text(CHARACTERS, min_size=shortest, max_size=shortest + 12)).strip()
    return text.ljust(shortest, "x")


names = st.one_of(st.sampled_from(NAMES), strings(1, 100), strings(1, 98).map(lambda text: f" {text}\t"[:100]))
passwords = st.one_of(st.sampled_from(("12345678", "p" * 128, " white space stays\t")), strings(8, 128))

LOCAL_PARTS = ("ada", "Ada.Lovelace", "a+b", "zoë", "x_y-z", "日本", "o'hara", "A" * 40, "%", "cafe\u0301")
DOMAINS = ("example.com", "EXAMPLE.org", "bücher.de", "xn--bcher-kva.de", "a.b.c.example.com")
NO_EMAILS = (
    "",
    "ada",
    "@",
    "a@b",
    "a@@example.com",
    "a b@example.com",
    " ada@example.com",
    "ada@example.com\n",
    "a\x00@example.com",
    "ada@localhost",
    "ada@[127.0.0.1]",
    '"a b"@example.com',
    ".a@example.com",
    "a..b@example.com",
    "a@-example.com",
    "a@example.com.",
    "ada\u200b@example.com",
    "Ada <ada@example.com>",
    "a" * 65 + "@example.com",
    "a" * 243 + "@example.com",
)


@st.composite
def emails(draw: st.DrawFn, mark: str) -> str:
    """An address that nobody has yet; `mark` keeps the sequences of a run apart."""
    local_part, domain = draw(st.sampled_from(LOCAL_PARTS)), draw(st.sampled_from(DOMAINS))
    return f"{local_part}{draw(st.integers(0, 999))}-{mark}@{domain}"


# JSON values, written out: Python has no word for some of them.
RAW = (
    b"null",
    b"true",
    b"0",
    b"-0",
    b"1.0",
    b"1e400",
    b"-1e400",
    b"1E+2",
    b"18446744073709551616",
    b"9" * 400,
    b"9" * 401,
    b"9" * 5000,
    b"[]",
    b"{}",
    b'[""]',
    b'{"":{}}',
    b"[" * 62 + b"]" * 62,
    b'"\\u0000"',
    b'"\\ud83d\\ude00"',
    b'"' + b"x" * 300 + b'"',
    b'""',
    b'" "',
    b'"\\u00a0"',
)
documents: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(CHARACTERS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(CHARACTERS, max_size=8), inner, max_size=3),
    max_leaves=5,
)
raw_values = st.one_of(st.sampled_from(RAW), documents.map(lambda value: json.dumps(value).encode()))

CONTENT_TYPES = (
    "application/json",
    "Application/JSON",
    "application/json;charset=utf-8",
    'application/json; charset="UTF-8"',
    "application/json \t; charset=utf-8",
)
NO_CONTENT_TYPES = (
    "",
    "text/plain",
    "text/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "application/json; charset=latin-1",
    "application/json; charset=utf-16",
    "application/json; charset",
    "application/json;",
    "application/json; version=1",
    "application/json, application/json",
    "application/problem+json",
    "application/vnd.api+json",
    "application/msgpack",
    "application/jsonx",
    "application",
    "*/*",
    ";",
)

NOISE: tuple[tuple[str, str], ...] = (
    ("Accept", "text/html"),
    ("Accept", "application/xml;q=0.9, */*;q=0"),
    ("Accept-Encoding", "gzip, br"),
    ("Accept-Language", "de"),
    ("Content-Encoding", "gzip"),
    ("Cookie", "session=x; ;=;a"),
    ("Forwarded", "for=1.2.3.4;proto=https;host=evil.example"),
    ("If-Modified-Since", "Thu, 01 Jan 2099 00:00:00 GMT"),
    ("If-None-Match", "*"),
    ("Origin", "https://evil.example"),
    ("Access-Control-Request-Method", "DELETE"),
    ("Range", "bytes=0-1"),
    ("X-Forwarded-Host", "evil.example"),
    ("X-Forwarded-Prefix", "/evil"),
    ("X-Forwarded-Proto", "https"),
    ("X-HTTP-Method-Override", "DELETE"),
    ("X-Request-ID", "a"),
    ("X-Request-ID", "{0123-abc/~!\"'}"),
    ("X-Request-ID", "x" * 128),
    ("X-Request-ID", "x" * 129),
    ("X-Request-ID", ""),
    ("X-Request-ID", "a b"),
    ("X-Request-ID", "a\tb"),
    ("Host", "example.com:8080"),
    ("User-Agent", ""),
)
noise = st.sampled_from(NOISE)


@st.composite
def encoded(draw: st.DrawFn, text: str) -> str:
    """One of the ways to write text in a query."""
    # A server may refuse a long target: what takes three characters for each byte is kept short.
    match draw(st.sampled_from(("quote", "plus", "lower", "all") if len(text) < 200 else ("quote",))):
        case "plus":
            return quote(text, safe="").replace("%20", "+")
        case "lower":
            return "".join(part if len(part) == 1 else part.lower() for part in map(quote_character, text))
        case "all":
            return "".join(f"%{byte:02X}" for byte in text.encode())
        case _:
            return quote(text, safe="/:,@!$'()*;?")


def quote_character(character: str) -> str:
    return quote(character, safe="")
