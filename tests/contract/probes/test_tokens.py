"""Tokens (RFC 6750, RFC 9110 section 11): schemes, spaces, several tokens, no token, and tokens in the wrong place."""

from collections.abc import Callable

import pytest

from tests.contract.probes.probe import Probe, body, get, live, probes, problem, strict

pytestmark = pytest.mark.every_server

NONE = problem("unauthenticated")
INVALID = problem("invalid-token")
NOBODY = "/users/00000000-0000-7000-8000-000000000000"
# With a token this is 404; without one it is 401.
ACCEPTED = problem("not-found")

WITHOUT = {
    "an empty header": "",
    "another scheme": "Basic YTpi",
    "the token with another scheme": "Token <token>",
    "only the token": "<token>",
    "the Digest scheme": 'Digest username="a"',
    "a scheme that begins with Bearer": "Bearers <token>",
    "a colon": "Bearer: <token>",
    "an equals sign": "Bearer=<token>",
    "a comma before": ", Bearer <token>",
    "another scheme first": "Basic YTpi, Bearer <token>",
    "a tab for the space": "Bearer\t<token>",
    "not ASCII": "Bearer caf\xe9",
    "UTF-8": "Bearer caf\xc3\xa9",
}
BAD = {
    "only the scheme": "Bearer",
    "the scheme, a space and a tab": "Bearer \t ",
    "nonsense": "Bearer x",
    "three parts of nonsense": "Bearer a.b.c",
    "two dots": "Bearer ..",
    "in quotes": 'Bearer "<token>"',
    "another scheme after": "Bearer <token>, Basic YTpi",
    "twice": "Bearer <token>, Bearer <token>",
    "the scheme twice": "Bearer Bearer <token>",
    "one letter too many": "Bearer <token>x",
    "one part too many": "Bearer <token>.x",
    "a parameter": "Bearer token=<token>",
    "a space and a letter after it": "Bearer <token> x",
    "no algorithm": "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.",
    "8 KiB": f"Bearer {'x' * 8192}",
    "15 KiB": f"Bearer {'x' * 15 * 1024}",
}
GOOD = {
    "plain": "Bearer <token>",
    "the scheme in capitals": "BEARER <token>",
    "the scheme in small letters": "bearer <token>",
    "two spaces": "Bearer  <token>",
    "spaces and tabs around the value": " \t Bearer <token> \t ",
}


def view(value: str) -> bytes:
    return get(NOBODY, f"Authorization: {value}")


@probes(
    *(Probe(name, view(value), ACCEPTED) for name, value in GOOD.items()),
    *(Probe(f"no token: {name}", view(value), NONE) for name, value in WITHOUT.items()),
    *(Probe(f"a bad token: {name}", view(value), INVALID) for name, value in BAD.items()),
    Probe("no token", get(NOBODY), NONE),
    Probe("two headers", get(NOBODY, *["Authorization: Bearer <token>"] * 2), INVALID),
    Probe("two headers of two schemes", get(NOBODY, "Authorization: Basic x", "Authorization: Bearer <token>"), NONE),
    Probe("an empty header and another", get(NOBODY, "Authorization:", "Authorization: Bearer <token>"), NONE),
    Probe("in the query", get(f"{NOBODY}?access_token=<token>"), NONE),
    Probe("in a cookie", get(NOBODY, "Cookie: access_token=<token>"), NONE),
    Probe("in another header", get(NOBODY, "X-Authorization: Bearer <token>"), NONE),
    Probe("in a proxy's header", get(NOBODY, "Proxy-Authorization: Bearer <token>"), NONE),
    strict(Probe("in a form", body(f"PATCH {NOBODY}", b"access_token=<token>"), NONE)),
    Probe("a bad token where none is needed", get("/health/live", "Authorization: Bearer x"), live),
    Probe("another scheme where none is needed", get("/health/live", "Authorization: Basic x"), live),
)
def test_a_bearer_token_is_read_strictly(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)
