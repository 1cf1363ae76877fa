"""What belongs to the server and not to the adapter: the one table, which docs/server-owned.md shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.variants import Variant

CLOSED = "closes"
WAITS = "waits"
Outcome = int | str

# The columns of the page, by server and, for Granian, by interface.
SERVERS = {
    "granian": "Granian",
    "granian-wsgi": "Granian, WSGI",
    "sanic": "Sanic",
    "uvicorn": "uvicorn",
    "gunicorn": "gunicorn",
}


@dataclass(frozen=True)
class Owned:
    """Probes of one area in which servers have their own way, and why that is theirs.

    `outcomes` are statuses, or that the server closes or waits; a server that is absent answers as the contract says.
    """

    area: str
    probes: Sequence[str]
    because: str
    outcomes: Mapping[str, Outcome]


def of(
    granian: Outcome | None = None,
    granian_wsgi: Outcome | None = None,
    sanic: Outcome | None = None,
    uvicorn: Outcome | None = None,
    gunicorn: Outcome | None = None,
) -> Mapping[str, Outcome]:
    """The outcomes in the order of the columns; None is the contract's."""
    given = zip(SERVERS, (granian, granian_wsgi, sanic, uvicorn, gunicorn), strict=True)
    return {server: outcome for server, outcome in given if outcome is not None}


EVERYWHERE_400 = of(400, 400, 400, 400, 400)

SERVER_OWNED: tuple[Owned, ...] = (
    # Targets
    Owned(
        "targets",
        ("a space", "Latin-1 in the query"),
        "no request line, or no target, by RFC 9112",
        EVERYWHERE_400,
    ),
    Owned(
        "targets",
        ("a tab", "a NUL", "no slash"),
        "no target by RFC 9112; Sanic's parser lets it through, and there is nothing at it",
        of(400, 400, 404, 400, 400),
    ),
    Owned(
        "targets",
        ("UTF-8 as it is",),
        "no target by RFC 9112, but Granian hands it on, decoded",
        of(sanic=400, uvicorn=400, gunicorn=400),
    ),
    Owned(
        "targets",
        ("a quote in the query", "angles in the query"),
        "no query by RFC 3986, but browsers send it; Granian alone refuses",
        of(400, 400),
    ),
    Owned(
        "targets",
        ("an escaped slash",),
        "ASGI and WSGI hand the path over decoded; Sanic reads it as it was sent, on Granian too",
        {**of(200, 200, 404, 200, 200), "sanic on granian": 404},
    ),
    Owned("targets", ("12 KiB",), "gunicorn takes no request line beyond 8,190 bytes", of(gunicorn=414)),
    Owned("targets", ("100 KiB",), "each server has a limit of its own", of(414, 414, 413, 400, 414)),
    Owned(
        "targets",
        ("absolute form without a path", "an authority"),
        "the path is empty, and uvicorn's parser refuses it",
        of(uvicorn=400),
    ),
    # Methods
    Owned(
        "methods",
        ("small letters", "small letters, of nothing", "one small letter", "a long method"),
        "uvicorn's parser knows a list of methods, gunicorn takes capitals alone, and 20 at most",
        of(uvicorn=400, gunicorn=400),
    ),
    Owned(
        "methods",
        ("an unknown method", "an unknown method of nothing"),
        "uvicorn's parser knows a list of methods",
        of(uvicorn=400),
    ),
    Owned(
        "methods",
        ("a method that is no token",),
        "no request line by RFC 9112; Sanic hands it on",
        of(400, 400, 405, 400, 400),
    ),
    # Headers
    Owned(
        "headers",
        ("no host", "a host that is none"),
        "a 400 by RFC 9112, which no server here insists on; nothing is built from Host",
        of(200, 200, 200, 200, 200),
    ),
    Owned(
        "headers",
        ("two hosts",),
        "likewise, but for gunicorn",
        of(200, 200, 200, 200, 400),
    ),
    Owned(
        "headers",
        ("a folded line", "a folded request id", "no colon"),
        "no header by RFC 9112",
        EVERYWHERE_400,
    ),
    Owned(
        "headers",
        (
            "a folded first line",
            "a blank before the colon",
            "no name",
            "a name with a blank",
            "a name with a bracket",
            "a name that is not ASCII",
            "a NUL",
            "a carriage return",
            "a bell",
        ),
        "no header by RFC 9112; Sanic's own server takes what has a colon: let a proxy stand before it",
        of(400, 400, 200, 400, 400),
    ),
    Owned(
        "headers",
        ("line feeds for line ends",),
        "a server may take them (RFC 9112, 2.2); Sanic waits for the end of the head",
        of(200, 200, WAITS, 400, 400),
    ),
    Owned("headers", ("20 KiB", "100 KiB"), "each server has a limit of its own", of(200, 200, 413, 200, 431)),
    Owned("headers", ("a name of 70 KiB",), "each server has a limit of its own", of(431, 431, 413, 200, 431)),
    Owned("headers", ("150 of them", "1,000 of them"), "Granian and gunicorn take 100", of(431, 431, 200, 200, 431)),
    Owned("headers", ("an empty line before",), "a server should skip it (RFC 9112, 2.2); Sanic does not", of(sanic=400)),
    Owned("headers", ("another expectation",), "a 417 is allowed, and so is none (RFC 9110, 10.1.1)", of(gunicorn=417)),
    Owned(
        "headers",
        ("a WebSocket",),
        "uvicorn makes it a connection of another kind, if `websockets` is installed, which the adapters refuse",
        of(uvicorn=403),
    ),
    Owned(
        "headers",
        ("a script's name, with an underscore",),
        "gunicorn takes the mount from whom it trusts, the loopback address by default: --forwarded-allow-ips",
        of(gunicorn=404),
    ),
    Owned(
        "headers",
        ("two types in two headers",),
        "WSGI has room for one content type: Granian hands on the first, gunicorn refuses",
        of(granian_wsgi=422, gunicorn=400),
    ),
    Owned(
        "headers",
        ("an empty type and one",),
        "likewise",
        of(gunicorn=400),
    ),
    # Framing
    Owned(
        "framing",
        (
            "negative",
            "a plus",
            "hexadecimal",
            "a fraction",
            "an underscore",
            "not a number",
            "nothing",
            "a list of one length",
            "a list of two lengths",
            "a superscript",
            "twice, differing",
            "another coding",
            "identity",
            "another coding last",
        ),
        "a length or coding that leaves the end of the body open (RFC 9112, 6.3)",
        EVERYWHERE_400,
    ),
    Owned(
        "framing",
        ("once more",),
        "a server may take a length that is said twice (RFC 9112, 6.3); Granian does",
        of(422, 422, 400, 400, 400),
    ),
    Owned("framing", ("10 to the 30th",), "more than Granian and uvicorn can count", of(400, 400, 413, 400, 413)),
    Owned(
        "framing",
        ("a length and chunks", "chunks and a length", "chunked twice"),
        "a server may refuse it, or go by the chunks (RFC 9112, 6.3); Granian does",
        of(422, 422, 400, 400, 400),
    ),
    Owned(
        "framing",
        ("another coding first",),
        "no server here undoes a coding; all but Sanic hand the chunks on as if there were none",
        of(422, 422, 400, 422, 422),
    ),
    Owned("framing", ("an unknown coding", "no coding"), "a 400 or a 501 (RFC 9112, 6.1)", of(400, 400, 400, 400, 501)),
    Owned("framing", ("in HTTP/1.0",), "faulty by RFC 9112, 6.1; Sanic and uvicorn read it", of(400, 400, 422, 422, 400)),
    Owned(
        "framing",
        (
            "no length",
            "a length that is none",
            "a negative length",
            "a length with a plus",
            "a length with an underscore",
            "a length that is too short",
        ),
        "broken chunks: the server's 400, or the adapter's, where the server tells it while the body is read",
        EVERYWHERE_400,
    ),
    Owned(
        "framing",
        ("a length that is too long",),
        "broken chunks; Granian's WSGI tells of them as of the end, so that what was sent until then counts",
        of(400, 422, 400, 400, 400),
    ),
    Owned(
        "framing",
        ("a trailer that is none",),
        "the body is whole by then",
        of(400, 422, 422, 400, 400),
    ),
    Owned(
        "framing",
        ("a trailer of 100 KiB",),
        "likewise, and each server has a limit of its own",
        of(400, 422, 422, 422, 400),
    ),
    Owned("framing", ("a length in C", "a blank before the length"), "Sanic reads it", of(400, 400, 422, 400, 400)),
    Owned("framing", ("a blank after the length",), "Granian and Sanic read it", of(422, 422, 422, 400, 400)),
    Owned(
        "framing",
        ("a length of 2 to the 64th and two",),
        "gunicorn waits for as much, Sanic sees that it is too much",
        of(400, 400, 413, 400, WAITS),
    ),
    Owned(
        "framing",
        ("line feeds for line ends",),
        "broken chunks; Sanic and gunicorn wait for the end of a line",
        of(400, 400, WAITS, 400, WAITS),
    ),
    Owned(
        "framing",
        ("an extension of 64 KiB",),
        "each server has a limit of its own",
        of(400, 400, 422, 422, 400),
    ),
    Owned("framing", ("the coding in capitals",), "the same by RFC 9112, 7, but not to Sanic", of(sanic=400)),
    Owned(
        "framing",
        ("shorter than the body",),
        "what is left over is no request, and uvicorn says so first",
        of(uvicorn=400),
    ),
    Owned(
        "framing",
        ("a trailer that is a length",),
        "not allowed in a trailer (RFC 9110, 6.5.1); uvicorn and gunicorn refuse",
        of(uvicorn=400, gunicorn=400),
    ),
    Owned(
        "framing",
        ("a trailer that is a token",),
        "uvicorn puts trailers among the headers, against RFC 9110, 6.5.1: let a proxy stand before it",
        of(uvicorn=404),
    ),
    # Tokens
    Owned(
        "tokens",
        ("bad: not ASCII", "bad: UTF-8"),
        "Granian's WSGI hands on an empty header for one that is not ASCII: the 401 of no token",
        of(granian_wsgi=401),
    ),
)


def server_of(variant: Variant) -> str:
    """The column of the table that a variant is in."""
    return "granian-wsgi" if (variant.server, variant.adapter.interface) == ("granian", "wsgi") else str(variant.server)


def outcome_of(area: str, probe: str, variant: Variant) -> Outcome | None:
    """What this server makes of a probe by itself; None where the adapter answers."""
    for row in SERVER_OWNED:
        if row.area == area and probe in row.probes:
            exception = row.outcomes.get(f"{variant.adapter.name} on {variant.server}")
            return row.outcomes.get(server_of(variant)) if exception is None else exception
    return None
