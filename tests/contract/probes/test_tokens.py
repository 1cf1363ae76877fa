"""Tokens (RFC 6750, RFC 9110 section 11): schemes, blanks, several, none, and where a token does not belong."""

from collections.abc import Callable

import pytest

from tests.contract.probes.probe import Probe, body, get, head, head_of_problem, live, probes, problem

pytestmark = pytest.mark.every_server

NONE = problem("unauthenticated")
INVALID = problem("invalid-token")
NOBODY = "/users/00000000-0000-7000-8000-000000000000"
# With a token this is 404; without one it is 401.
ACCEPTED = problem("not-found")

WITHOUT = {
    "an empty header": "",
    "another scheme": "Basic YTpi",
    "the token as another scheme's": "Token <token>",
    "the token alone": "<token>",
    "digest": 'Digest username="a"',
    "a scheme that begins alike": "Bearers <token>",
    "a colon": "Bearer: <token>",
    "an equals sign": "Bearer=<token>",
    "a comma before": ", Bearer <token>",
    "another scheme first": "Basic YTpi, Bearer <token>",
    "a tab for the blank": "Bearer\t<token>",
    "not ASCII": "Bearer caf\xe9",
    "UTF-8": "Bearer caf\xc3\xa9",
}
BAD = {
    "the scheme alone": "Bearer",
    "the scheme and blanks": "Bearer \t ",
    "nonsense": "Bearer x",
    "three parts of nonsense": "Bearer a.b.c",
    "two dots": "Bearer ..",
    "in quotes": 'Bearer "<token>"',
    "another scheme behind": "Bearer <token>, Basic YTpi",
    "twice": "Bearer <token>, Bearer <token>",
    "the scheme twice": "Bearer Bearer <token>",
    "a letter more": "Bearer <token>x",
    "a part more": "Bearer <token>.x",
    "a parameter": "Bearer token=<token>",
    "a blank within": "Bearer <token> x",
    "no algorithm": "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.",
    "8 KiB": f"Bearer {'x' * 8192}",
    "15 KiB": f"Bearer {'x' * 15 * 1024}",
}
GOOD = {
    "plain": "Bearer <token>",
    "the scheme in capitals": "BEARER <token>",
    "the scheme in small letters": "bearer <token>",
    "two blanks": "Bearer  <token>",
    "blanks round the header": " \t Bearer <token> \t ",
}


def view(value: str) -> bytes:
    return get(NOBODY, f"Authorization: {value}")


@probes(
    *(Probe(name, view(value), ACCEPTED) for name, value in GOOD.items()),
    *(Probe(f"none: {name}", view(value), NONE) for name, value in WITHOUT.items()),
    *(Probe(f"bad: {name}", view(value), INVALID) for name, value in BAD.items()),
    Probe("none", get(NOBODY), NONE),
    Probe("none, of HEAD", head(f"HEAD {NOBODY}"), head_of_problem("unauthenticated")),
    Probe("a bad one, of HEAD", head(f"HEAD {NOBODY}", "Authorization: Bearer x"), head_of_problem("invalid-token")),
    Probe("two headers", get(NOBODY, *["Authorization: Bearer <token>"] * 2), INVALID),
    Probe("two headers of two schemes", get(NOBODY, "Authorization: Basic x", "Authorization: Bearer <token>"), NONE),
    Probe("an empty header and one", get(NOBODY, "Authorization:", "Authorization: Bearer <token>"), NONE),
    Probe("in the query", get(f"{NOBODY}?access_token=<token>"), NONE),
    Probe("in a cookie", get(NOBODY, "Cookie: access_token=<token>"), NONE),
    Probe("in another header", get(NOBODY, "X-Authorization: Bearer <token>"), NONE),
    Probe("in a proxy's header", get(NOBODY, "Proxy-Authorization: Bearer <token>"), NONE),
    Probe("in a form", body(f"PATCH {NOBODY}", b"access_token=<token>"), NONE),
    Probe("a bad one where none is needed", get("/health/live", "Authorization: Bearer x"), live),
    Probe("another scheme where none is needed", get("/health/live", "Authorization: Basic x"), live),
)
def test_a_bearer_token_is_read_strictly(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)
