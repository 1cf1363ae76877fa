"""Targets (RFC 9112, section 3.2; RFC 3986): decoding, no normalisation, and length."""

from collections.abc import Callable

import pytest

from tests.contract.probes.probe import Probe, faults, get, head, live, not_allowed, probes, problem

pytestmark = pytest.mark.every_server

ITEM = "/users/00000000-0000-7000-8000-000000000000"
ITEM_ALLOW = "DELETE, GET, HEAD, OPTIONS, PATCH"
UNKNOWN = "Is not known here."

DECODED = [
    Probe("nothing escaped", get("/health/live"), live),
    Probe("an escaped letter", get("/%68ealth/live"), live),
    Probe("escaped with a capital", get("/health/%6Cive"), live),
    Probe("escaped without a capital", get("/health/%6cive"), live),
    Probe("every letter escaped", get("/%68%65%61%6C%74%68/%6C%69%76%65"), live),
    Probe("an escaped dot", head("POST /openapi%2Ejson"), not_allowed("GET, HEAD, OPTIONS")),
    Probe("an escaped hyphen", head(f"POST {ITEM.replace('-', '%2D')}"), not_allowed(ITEM_ALLOW)),
    Probe("an escaped digit", head(f"POST {ITEM.replace('7', '%37')}"), not_allowed(ITEM_ALLOW)),
    Probe("an escaped slug", head("POST /tags/%61%2D%31"), not_allowed(ITEM_ALLOW)),
    Probe("a fragment", get("/health/live#x"), live),
    Probe("an empty query", get("/health/live?"), live),
    Probe("a query of ampersands", get("/health/live?&&"), live),
    Probe("absolute form", get("http://likewise.test/health/live"), live),
    Probe("absolute form of another host", get("http://another.test:81/health/live"), live),
    Probe("absolute form without a path", get("http://likewise.test"), problem("not-found")),
    Probe("an asterisk", head("OPTIONS *"), problem("not-found")),
    Probe("authority form", head("CONNECT likewise.test:80"), problem("not-found")),
    Probe("absolute form with a query", get("http://likewise.test/health/live?x"), faults(("?x", "unknown", UNKNOWN))),
]

NOT_FOUND = {
    "the root": "/",
    "two slashes at the start": "//health/live",
    "two slashes within": "/health//live",
    "a slash at the end": "/health/live/",
    "only slashes": "//",
    "a slash after an item": f"{ITEM}/",
    "a dot at the start": "/./health/live",
    "a dot within": "/health/./live",
    "a dot at the end": "/health/live/.",
    "two dots within": "/x/../health/live",
    "two dots at the root": "/../health/live",
    "two dots at the end": "/health/live/..",
    "escaped dots": "/x/%2E%2E/health/live",
    "half-escaped dots": "/x/.%2e/health/live",
    "an escaped slash at the start": "/%2Fhealth/live",
    "an escaped backslash": "/health%5Clive",
    "a backslash": "/health\\live",
    "an escaped NUL": "/health/live%00",
    "an escaped NUL within": "/health/%00live",
    "an escaped line feed": "/health/live%0A",
    "an escaped line feed after an item": f"{ITEM}%0A",
    "an escaped line feed after a slug": "/tags/a%0A",
    "an escaped line end": "/health/live%0D%0A",
    "an escaped space": "/health/live%20",
    "an escaped question mark": "/health/live%3Fx=1",
    "an escaped hash": "/health/live%23x",
    "an escaped semicolon": "/health/live%3Bx=1",
    "a semicolon": "/health/live;x=1",
    "a plus": "/health/live+",
    "escaped twice": "/%2568ealth/live",
    "a percent sign": "/health/live%",
    "a percent sign and one digit": "/health/live%6",
    "a percent sign and no digits": "/health/live%zz",
    "another case": "/Health/live",
    "escaped UTF-8": "/caf%C3%A9",
    "escaped Latin-1": "/caf%E9",
    "an escaped surrogate": "/%ED%A0%80",
    "an overlong slash": "/health%C0%AFlive",
    "an id in Arabic digits": ITEM.replace("7", "%D9%A7"),
    "an id in capitals": ITEM.replace("7", "A"),
    "an id in braces": f"/users/%7B{ITEM[7:]}%7D",
    "an id without hyphens": f"/users/{ITEM[7:].replace('-', '')}",
    "an id as a URN": f"/users/urn:uuid:{ITEM[7:]}",
    "an id of too many digits": f"{ITEM}0",
    "an empty id": "/users/",
    "a slug in capitals": "/tags/A",
    "a slug with an escaped letter beyond ASCII": "/tags/%C3%A9",
    "a slug of 101 letters": f"/tags/{'a' * 101}",
    "a slug with an underscore": "/tags/a_b",
    "a path of 4 KiB": f"/{'x' * 4000}",
    "a path of 8 KiB": f"/{'x' * 8000}",
    "a path of 12 KiB": f"/{'x' * 12_000}",
    "unescaped UTF-8": "/caf\xc3\xa9",
}

QUERIES = {
    "a query of a question mark": ("??", "?"),
    "a quote in the query": ('?"', '"'),
    "brackets in the query": ("?a[]=1", "a[]"),
    "braces in the query": ("?{a}", "{a}"),
    "a bar in the query": ("?a|b", "a|b"),
    "a backslash in the query": ("?a\\b", "a\\b"),
    "a caret in the query": ("?a^b", "a^b"),
    "a slash in the query": ("?a/../b", "a/../b"),
    "a semicolon in the query": ("?a;b", "a;b"),
    "an escaped name in the query": ("?%61", "a"),
    "an escaped NUL in the query": ("?a%00b", "a\0b"),
    "angle brackets in the query": ("?<a>", "<a>"),
}

SERVERS = {
    "a path of 100 KiB": get(f"/{'x' * 100_000}"),
    "Latin-1 in the query": get("/health/live?caf\xe9"),
    "a space": get("/health/live x"),
    "a tab": get("/health\t/live"),
    "a NUL": get("/health\0/live"),
    "no slash at the start": get("health/live"),
    "an escaped slash": get("/health%2Flive"),
}


@pytest.mark.strict
@probes(*DECODED)
def test_an_escaped_target_finds_its_path(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)


@pytest.mark.strict
@probes(*(Probe(name, get(target), problem("not-found")) for name, target in NOT_FOUND.items()))
def test_a_target_is_never_normalised(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)


@pytest.mark.strict
@probes(
    *(
        Probe(name, get(f"/health/live{query}"), faults((f"?{parameter}", "unknown", UNKNOWN)))
        for name, (query, parameter) in QUERIES.items()
    )
)
def test_an_odd_query_is_an_unknown_parameter(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)


@probes(*(Probe(name, sent, None) for name, sent in SERVERS.items()))
def test_malformed_targets_are_left_to_the_server(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)
