"""Queries: decoding, repeated, empty and unknown parameters, and the strictness of each kind of value."""

from collections.abc import Callable

import pytest

from tests.contract.probes.probe import Probe, faults, known, probes

Fault = tuple[str, str, str]

UNKNOWN = "Is not known here."
X = ("?x", "unknown", UNKNOWN)
LIMIT = ("?limit", "integer", "Must be an integer in plain decimal digits.")
TOTAL = ("?total", "boolean", "Must be true or false.")
SEARCH = ("?search", "too_short", "Must be at least 1 characters long.")
ENCODING = ("?search", "encoding", "Must be percent-encoded UTF-8.")
TIME = ("?created_after", "time", "Must be an RFC 3339 time with an offset, such as 2026-01-31T12:00:00Z.")
IDS = ("?ids", "uuid", "Must be a UUID in lower case with hyphens.")
SORT = ("?sort", "choice", "Must be one of 'asc' or 'desc'.")
ID = "00000000-0000-7000-8000-000000000000"


def unknown(name: str) -> Fault:
    return (f"?{name}", "unknown", UNKNOWN)


def twice(name: str) -> Fault:
    return (f"?{name}", "repeated", "Must be given once.")


# Each is sent with an unknown parameter, which is the only error if the value is accepted.
ACCEPTED = {
    "an integer": "limit=1",
    "an escaped digit": "limit=%31",
    "an escaped name": "%6Cimit=1",
    "true": "total=true",
    "false": "total=false",
    "a time": "created_after=2026-01-31T12:00:00Z",
    "a time in small letters": "created_after=2026-01-31t12:00:00z",
    "a time with an offset": "created_after=2026-01-31T12:00:00%2B05:30",
    "a time with a negative offset": "created_after=2026-01-31T12:00:00-05:30",
    "a time with nine digits": "created_after=2026-01-31T12:00:00.123456789Z",
    "escaped colons": "created_after=2026-01-31T12%3A00%3A00Z",
    "an id": f"ids={ID}",
    "two ids": f"ids={ID},{ID}",
    "an escaped comma": f"ids={ID}%2C{ID}",
    "a text": "search=abc",
    "a text of one character": "search=%E5%86%99",
    "a text of UTF-8": "search=%C3%A9%F0%9F%A6%8Aa",
    "pluses": "search=a+b",
    "escaped spaces": "search=a%20b",
    "an equals sign in a value": "search=a=b",
    "a question mark in a value": "search=a?b",
    "a semicolon in a value": "search=a;b",
    "empty pairs": "&&limit=1&&",
}
REFUSED: dict[str, tuple[str, list[Fault]]] = {
    "an integer that is empty": ("limit=", [LIMIT]),
    "an integer without a value": ("limit", [LIMIT]),
    "a plus for an integer": ("limit=+", [LIMIT]),
    "a space before an integer": ("limit=+1", [LIMIT]),
    "a space after an integer": ("limit=1%20", [LIMIT]),
    "a signed integer": ("limit=%2B1", [LIMIT]),
    "an underscore": ("limit=1_0", [LIMIT]),
    "a leading zero": ("limit=01", [LIMIT]),
    "Arabic digits": ("limit=%D9%A3", [LIMIT]),
    "full-width digits": ("limit=%EF%BC%91", [LIMIT]),
    "a superscript": ("limit=%C2%B2", [LIMIT]),
    "a fraction": ("limit=1.0", [LIMIT]),
    "an exponent": ("limit=1e1", [LIMIT]),
    "hexadecimal": ("limit=0x1", [LIMIT]),
    "a quoted integer": ("limit=%221%22", [LIMIT]),
    "5,000 digits": (f"limit={'9' * 5000}", [LIMIT]),
    "a NUL after an integer": ("limit=1%00", [LIMIT]),
    "a line feed after an integer": ("limit=1%0A", [LIMIT]),
    "zero": ("limit=0", [("?limit", "out_of_range", "Must be at least 1.")]),
    "a negative integer": ("limit=-1", [("?limit", "out_of_range", "Must be at least 1.")]),
    "101": ("limit=101", [("?limit", "out_of_range", "Must be at most 100.")]),
    "a boolean that is empty": ("total=", [TOTAL]),
    "a boolean without a value": ("total", [TOTAL]),
    "1 for a boolean": ("total=1", [TOTAL]),
    "0 for a boolean": ("total=0", [TOTAL]),
    "yes": ("total=yes", [TOTAL]),
    "on": ("total=on", [TOTAL]),
    "True": ("total=True", [TOTAL]),
    "FALSE": ("total=FALSE", [TOTAL]),
    "null": ("total=null", [TOTAL]),
    "a space before a boolean": ("total=+true", [TOTAL]),
    "a text that is empty": ("search=", [SEARCH]),
    "invalid UTF-8": ("search=abc%FF", [ENCODING]),
    "Latin-1": ("search=caf%E9", [ENCODING]),
    "an escaped surrogate": ("search=%ED%A0%80abc", [ENCODING]),
    "an overlong slash": ("search=abc%C0%AF", [ENCODING]),
    "a character cut short": ("search=abc%F0%9F", [ENCODING]),
    "a NUL": ("search=abc%00", [("?search", "control_character", "Must not contain control characters.")]),
    "a time with an unescaped plus": ("created_after=2026-01-31T12:00:00+05:30", [TIME]),
    "a time without an offset": ("created_after=2026-01-31T12:00:00", [TIME]),
    "a date": ("created_after=2026-01-31", [TIME]),
    "a second 60": ("created_after=2026-01-31T23:59:60Z", [TIME]),
    "an hour 24": ("created_after=2026-01-31T24:00:00Z", [TIME]),
    "a day that does not exist": ("created_after=2026-02-29T12:00:00Z", [TIME]),
    "a Unix time": ("created_after=1700000000", [TIME]),
    "a space for the T": ("created_after=2026-01-31+12:00:00Z", [TIME]),
    "an id in capitals": (f"ids={ID.replace('7', 'A')}", [IDS]),
    "an id without hyphens": (f"ids={ID.replace('-', '')}", [IDS]),
    "an empty id": ("ids=", [IDS]),
    "a comma after an id": (f"ids={ID},", [IDS]),
    "a space between ids": (f"ids={ID},+{ID}", [IDS]),
    "a choice in capitals": ("sort=ASC", [SORT]),
    "a choice that is empty": ("sort=", [SORT]),
    "a parameter twice": ("limit=1&limit=2", [twice("limit")]),
    "the same parameter and value twice": ("limit=1&limit=1", [twice("limit")]),
    "a parameter twice, once escaped": ("limit=1&%6Cimit=2", [twice("limit")]),
    "a parameter twice, once without a value": ("limit=1&limit", [twice("limit")]),
    "an unknown parameter twice": ("y=1&y=2", [unknown("y")]),
    "a name in capitals": ("Limit=1", [unknown("Limit")]),
    "a name in brackets": ("limit[]=1", [unknown("limit[]")]),
    "a name with a subscript": ("limit[0]=1", [unknown("limit[0]")]),
    "a name with a space before": ("+limit=1", [unknown(" limit")]),
    "a name with an escaped equals sign": ("limit%3D1", [unknown("limit=1")]),
    "no name": ("=1", [unknown("")]),
    "an equals sign": ("=", [unknown("")]),
    "a semicolon for an ampersand": ("limit=1;offset=2", [LIMIT]),
    "an escaped ampersand": ("limit=1%26offset=2", [LIMIT]),
    "an ampersand's entity": ("limit=1&amp;offset=2", [unknown("amp;offset")]),
    "a name that is UTF-8": ("%C3%A9=1", [unknown("é")]),
    "a name that is not UTF-8": ("%E9=1", [unknown("\ufffd")]),
    "a percent sign": ("%=1", [unknown("%")]),
    "a malformed escape": ("%zz=1", [unknown("%zz")]),
    "a fault of each": ("limit=x&total=x&sort=x", [LIMIT, TOTAL, SORT]),
}  # fmt: skip


@pytest.mark.strict
@probes(
    *(Probe(name, known(f"GET /users?{query}&x"), faults(X)) for name, query in ACCEPTED.items()),
    *(
        Probe(f"refused: {name}", known(f"GET /users?{query}"), faults(*expected))
        for name, (query, expected) in REFUSED.items()
    ),
)
def test_a_query_is_decoded_and_read_strictly(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)


@pytest.mark.strict
@probes(
    *(
        Probe(line, known(f"{line}?limit=1"), faults(unknown("limit")))
        for line in (
            "GET /auth/me",
            f"GET /users/{ID}",
            f"DELETE /users/{ID}",
            "GET /posts/export",
            "GET /tags/a",
            "POST /analytics/refresh",
            "GET /analytics/activity",
            "GET /documents/<document>/content",
            "GET /health/ready",
            "GET /metrics",
            "GET /openapi.json",
            "GET /docs",
        )
    )
)
def test_other_operations_refuse_a_list_parameter(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)
