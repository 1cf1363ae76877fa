"""Values for requests: valid up to the limit, just beyond it, and hostile."""

import json
from datetime import UTC
from typing import Any
from urllib.parse import quote

from hypothesis import strategies as st

from tests.people import NAMES

NOWHERE = "00000000-0000-7000-8000-000000000000"

CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
EDGE = ("n", "é", "e\u0301", "日", "🦊", " ", "ß", "İ", "\x1f", "\u200b", "\x7f", '"', "\\", "/", "%")


@st.composite
def strings(draw: st.DrawFn, shortest: int, longest: int) -> str:
    """Draw text of an allowed length, often the shortest or longest; no white space at its ends."""
    if draw(st.booleans()):
        length = draw(st.sampled_from((shortest, longest)))
        filling = draw(st.sampled_from(EDGE)) * length
        return ("x" + filling[: max(length - 2, 0)] + "x")[:length]
    text = draw(st.text(CHARACTERS, min_size=shortest, max_size=shortest + 12)).strip()
    return text.ljust(shortest, "x")


TIMES = (
    "2025-01-02T00:00:00Z",
    "2025-01-03T12:30:00.123456789+05:30",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999z",
    "2099-02-28t23:59:59-00:00",
)
NO_TIMES = (
    "",
    "now",
    "0",
    "1700000000",
    "2025-01-01",
    "2025-01-01T00:00:00",
    "2025-01-01 00:00:00Z",
    "2025-02-29T00:00:00Z",
    "2025-01-01T00:00:60Z",
    "2025-01-01T24:00:00Z",
    "0001-01-01T00:00:00+01:00",
    "2025-01-01T00:00:00.1234567890Z",
    "٢٠٢٥-01-01T00:00:00Z",
)
times = st.one_of(st.sampled_from(TIMES), st.datetimes(timezones=st.just(UTC)).map(lambda time: time.isoformat()))

names = st.one_of(st.sampled_from(NAMES), strings(1, 100), strings(1, 98).map(lambda text: f" {text}\t"[:100]))
passwords = st.one_of(st.sampled_from(("12345678", "p" * 128, " white space stays\t")), strings(8, 128))

titles = st.one_of(st.sampled_from(("Notes", "notes", "NOTES on Zoë", "Straße")), strings(1, 200))
LONGEST_BODY = "é" * 50_000
bodies = st.one_of(strings(1, 60), st.sampled_from((*(" ", "\n", "Über\r\nalles", "\x1f") * 3, LONGEST_BODY)))
published = st.one_of(st.none(), times)
# Some of them name the same tag, some give the same slug.
TAG_NAMES = (
    "Python",
    "python",
    "PYTHON ",
    "Straße",
    "STRASSE",
    "Café",
    "cafe\u0301",
    "Cafe",
    "日本",
    "C",
    "C++",
    "a-2",
    "A",
)
new_tag_names = strings(1, 49).map("x{}".format)
tag_names = st.one_of(st.sampled_from(TAG_NAMES), st.sampled_from(TAG_NAMES), new_tag_names)
TAG_SETS = (["Python"], ["Python", "PYTHON"], [*TAG_NAMES], [f"{number} of 20" for number in range(20)])
tags = st.one_of(st.lists(tag_names, max_size=3), st.lists(tag_names, max_size=3), st.sampled_from(TAG_SETS))
team_names = st.one_of(st.sampled_from(("Crew", "crew", "Ü-Crew", "日本", "X" * 100)), strings(1, 99).map("x{}".format))
descriptions = st.one_of(st.none(), st.sampled_from(("", " ", "é" * 500)), strings(0, 500))
seats = st.one_of(st.none(), st.integers(2, 5), st.sampled_from((1, 1_000_000)))
roles = st.sampled_from(("admin", "member"))

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


# Wrong values for a member of this name.
UNFIT: dict[str, tuple[Any, ...]] = {
    "email": NO_EMAILS,
    "tags": (["a", 1, None], [""], ["-"], ["a"] * 21, ["a", "x" * 51], ["\x00"], [["a"]], {"0": "a"}, "a"),
    "published_at": NO_TIMES,
    "seats": (0, -1, 1_000_001, 1.0, 2.5, "3", True, [1]),
    "user_id": ("", "x", NOWHERE.upper() + "A", NOWHERE.replace("-", ""), f"{{{NOWHERE}}}", NOWHERE + "\n"),
    "role": ("", "owner", "Admin", "admin ", ["admin"]),
    "is_owner": (False, "true", 1, 0),
    "name": ("-", "🦊\x00", " ", "\u200b", "…"),
}


@st.composite
def emails(draw: st.DrawFn, mark: str) -> str:
    """Draw a free address; `mark` keeps the sequences of a run apart."""
    local_part, domain = draw(st.sampled_from(LOCAL_PARTS)), draw(st.sampled_from(DOMAINS))
    return f"{local_part}{draw(st.integers(0, 999))}-{mark}@{domain}"


# JSON values as text: Python cannot express some of them.
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
    """Draw one of the ways to write text in a query."""
    # A server may refuse a long target, and quoting takes three characters for each byte: keep it short.
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
