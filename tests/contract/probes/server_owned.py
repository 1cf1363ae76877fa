"""The one table of probes that the server answers and not the adapter; docs/server-owned.md shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

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
    """Probes of one area that servers answer differently, and the reason.

    `outcomes` are statuses, or that the server closes or waits; a server that is absent answers as the contract says.
    """

    area: str
    probes: Sequence[str]
    outcomes: Mapping[str, Outcome]
    because: str


def of(
    granian: Outcome | None = None,
    granian_wsgi: Outcome | None = None,
    sanic: Outcome | None = None,
    uvicorn: Outcome | None = None,
    gunicorn: Outcome | None = None,
) -> Mapping[str, Outcome]:
    """The outcomes in the order of the columns; None means the contract's answer."""
    given = zip(SERVERS, (granian, granian_wsgi, sanic, uvicorn, gunicorn), strict=True)
    return {server: outcome for server, outcome in given if outcome is not None}


EVERYWHERE_400 = of(400, 400, 400, 400, 400)

SERVER_OWNED: tuple[Owned, ...] = (
    Owned("targets", ("a space", "Latin-1 in the query"),
        EVERYWHERE_400, "no request line, or no target, by RFC 9112"),
    Owned("targets", ("a tab", "a NUL", "no slash"),
        of(400, 400, 404, 400, 400),
        "no target by RFC 9112; Sanic's parser lets it through, and there is nothing at it"),
    Owned("targets", ("UTF-8 as it is",),
        of(sanic=400, uvicorn=400, gunicorn=400), "no target by RFC 9112, but Granian hands it on, decoded"),
    Owned("targets", ("a quote in the query", "angles in the query"),
        of(400, 400), "no query by RFC 3986, but browsers send it; Granian alone refuses"),
    Owned("targets", ("an escaped slash",),
        {**of(200, 200, 404, 200, 200), "sanic on granian": 404},
        "ASGI and WSGI hand the path over decoded; Sanic reads it as it was sent, on Granian too"),
    Owned("targets", ("12 KiB",),
        of(gunicorn=414), "gunicorn takes no request line beyond 8,190 bytes"),
    Owned("targets", ("100 KiB",),
        of(414, 414, 413, 400, 414), "each server has a limit of its own"),
    Owned("targets", ("absolute form without a path", "an authority"),
        of(uvicorn=400), "the path is empty, and uvicorn's parser refuses it"),
    Owned("methods", ("small letters", "small letters, of nothing", "one small letter", "a long method"),
        of(uvicorn=400, gunicorn=400),
        "uvicorn's parser knows a list of methods, gunicorn takes capitals alone, and 20 at most"),
    Owned("methods", ("an unknown method", "an unknown method of nothing"),
        of(uvicorn=400), "uvicorn's parser knows a list of methods"),
    Owned("methods", ("a method that is no token",),
        of(400, 400, 405, 400, 400), "no request line by RFC 9112; Sanic hands it on"),
    Owned("headers", ("no host", "a host that is none"),
        of(200, 200, 200, 200, 200), "a 400 by RFC 9112, which no server here insists on; nothing is built from Host"),
    Owned("headers", ("two hosts",),
        of(200, 200, 200, 200, 400), "likewise, but for gunicorn"),
    Owned("headers", ("a folded line", "a folded request id", "no colon"),
        EVERYWHERE_400, "no header by RFC 9112"),
    Owned("headers", (
        "a folded first line", "a blank before the colon", "no name", "a name with a blank",
        "a name with a bracket", "a name that is not ASCII", "a NUL", "a carriage return", "a bell"),
        of(400, 400, 200, 400, 400),
        "no header by RFC 9112; Sanic's own server takes what has a colon: let a proxy stand before it"),
    Owned("headers", ("line feeds for line ends",),
        of(200, 200, WAITS, 400, 400), "a server may take them (RFC 9112, 2.2); Sanic waits for the end of the head"),
    Owned("headers", ("20 KiB", "100 KiB"),
        of(200, 200, 413, 200, 431), "each server has a limit of its own"),
    Owned("headers", ("a name of 70 KiB",),
        of(431, 431, 413, 200, 431), "each server has a limit of its own"),
    Owned("headers", ("150 of them", "1,000 of them"),
        of(431, 431, 200, 200, 431), "Granian and gunicorn take 100"),
    Owned("headers", ("an empty line before",),
        of(sanic=400), "a server should skip it (RFC 9112, 2.2); Sanic does not"),
    Owned("headers", ("another expectation",),
        of(gunicorn=417), "a 417 is allowed, and so is none (RFC 9110, 10.1.1)"),
    Owned("headers", ("a WebSocket",),
        of(uvicorn=403),
        "uvicorn makes it a connection of another kind, if `websockets` is installed, which the adapters refuse"),
    Owned("headers", ("a script's name, with an underscore",),
        of(gunicorn=404),
        "gunicorn takes the mount from whom it trusts, the loopback address by default: --forwarded-allow-ips"),
    Owned("headers", ("two types in two headers",),
        of(granian_wsgi=422, gunicorn=400),
        "WSGI has room for one content type: Granian hands on the first, gunicorn refuses"),
    Owned("headers", ("an empty type and one",),
        of(gunicorn=400), "likewise"),
    Owned("framing", (
        "negative", "a plus", "hexadecimal", "a fraction", "an underscore", "not a number", "nothing",
        "a list of one length", "a list of two lengths", "a superscript", "twice, differing", "another coding",
        "identity", "another coding last"),
        EVERYWHERE_400, "a length or coding that leaves the end of the body open (RFC 9112, 6.3)"),
    Owned("framing", ("once more",),
        of(422, 422, 400, 400, 400), "a server may take a length that is said twice (RFC 9112, 6.3); Granian does"),
    Owned("framing", ("10 to the 30th",),
        of(400, 400, 413, 400, 413), "more than Granian and uvicorn can count"),
    Owned("framing", ("a length and chunks", "chunks and a length", "chunked twice"),
        of(422, 422, 400, 400, 400), "a server may refuse it, or go by the chunks (RFC 9112, 6.3); Granian does"),
    Owned("framing", ("another coding first",),
        of(422, 422, 400, 422, 422),
        "no server here undoes a coding; all but Sanic hand the chunks on as if there were none"),
    Owned("framing", ("an unknown coding", "no coding"),
        of(400, 400, 400, 400, 501), "a 400 or a 501 (RFC 9112, 6.1)"),
    Owned("framing", ("in HTTP/1.0",),
        of(400, 400, 422, 422, 400), "faulty by RFC 9112, 6.1; Sanic and uvicorn read it"),
    Owned("framing", (
        "no length", "a length that is none", "a negative length", "a length with a plus",
        "a length with an underscore", "a length that is too short"),
        EVERYWHERE_400,
        "broken chunks: the server's 400, or the adapter's, where the server tells it while the body is read"),
    Owned("framing", ("a length that is too long", "a length that is none, at the limit"),
        of(400, 422, 400, 400, 400),
        "broken chunks; Granian's WSGI tells of them as of the end, so that what was sent until then counts"),
    Owned("framing", ("a trailer that is none",),
        of(400, 422, 422, 400, 400), "the body is whole by then"),
    Owned("framing", ("a trailer of 100 KiB",),
        of(400, 422, 422, 422, 400), "likewise, and each server has a limit of its own"),
    Owned("framing", ("a length in C", "a blank before the length"),
        of(400, 400, 422, 400, 400), "Sanic reads it"),
    Owned("framing", ("a blank after the length",),
        of(422, 422, 422, 400, 400), "Granian and Sanic read it"),
    Owned("framing", ("a length of 2 to the 64th and two",),
        of(400, 400, 413, 400, WAITS), "gunicorn waits for as much, Sanic sees that it is too much"),
    Owned("framing", ("line feeds for line ends",),
        of(400, 400, WAITS, 400, WAITS), "broken chunks; Sanic and gunicorn wait for the end of a line"),
    Owned("framing", ("an extension of 64 KiB",),
        of(400, 400, 422, 422, 400), "each server has a limit of its own"),
    Owned("framing", ("the coding in capitals",),
        of(sanic=400), "the same by RFC 9112, 7, but not to Sanic"),
    Owned("framing", ("shorter than the body",),
        of(uvicorn=400), "what is left over is no request, and uvicorn says so first"),
    Owned("framing", ("a trailer that is a length",),
        of(uvicorn=400, gunicorn=400), "not allowed in a trailer (RFC 9110, 6.5.1); uvicorn and gunicorn refuse"),
    Owned("framing", ("a trailer that is a token",),
        of(uvicorn=404),
        "uvicorn puts trailers among the headers, against RFC 9110, 6.5.1: let a proxy stand before it"),
    Owned("connections", ("a 413 with all of its body",),
        of(CLOSED, CLOSED, gunicorn=CLOSED), "a server may close after a body that was refused unread; these do"),
    Owned("connections", ("HTTP/1.9",),
        of(400, 400, 400, 400, 200), "to be read as 1.1 (RFC 9110, 2.5); gunicorn does"),
    Owned("connections", ("HTTP/2.0", "HTTP/0.9"),
        of(400, 400, 400, 200, 400), "another protocol, which uvicorn's parser takes for this one"),
    Owned("connections", ("two blanks before the version",),
        of(400, 400, 400, 200, 400), "no request line by RFC 9112; uvicorn's parser is lenient"),
    Owned("connections", ("a small letter in the version", "the beginning of TLS"),
        EVERYWHERE_400, "no HTTP"),
)  # fmt: skip


def server_of(variant: Variant) -> str:
    """The column of the table that a variant is in."""
    return "granian-wsgi" if (variant.server, variant.adapter.interface) == ("granian", "wsgi") else str(variant.server)


def area_of(path: Path) -> str:
    """The area of a file of probes."""
    return path.stem.removeprefix("test_")


def rows_of(area: str, probe: str) -> list[Owned]:
    """The row of a probe that servers answer differently; None where all answer as the contract says."""
    return [row for row in SERVER_OWNED if row.area == area and probe in row.probes]


def outcome_of(area: str, probe: str, variant: Variant) -> Outcome | None:
    """What this server does with a probe by itself; None where the adapter answers."""
    for row in rows_of(area, probe):
        exception = row.outcomes.get(f"{variant.adapter.name} on {variant.server}")
        return row.outcomes.get(server_of(variant)) if exception is None else exception
    return None
