"""The table of probes that the server answers instead of the adapter; docs/server-owned.md shows it."""

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

    `outcomes` maps a server to a status, CLOSED or WAITS. A server that it lacks answers as the contract says.
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
        EVERYWHERE_400, "RFC 9112 allows neither in a request target, so each server refuses it."),
    Owned("targets", ("a tab", "a NUL", "no slash at the start"),
        of(400, 400, 404, 400, 400),
        "RFC 9112 does not allow such a target. Sanic's parser accepts it, and Sanic finds nothing there."),
    Owned("targets", ("unescaped UTF-8",),
        of(sanic=400, uvicorn=400, gunicorn=400),
        "RFC 9112 does not allow it in a target, but Granian decodes the target and passes it on."),
    Owned("targets", ("a quote in the query", "angle brackets in the query"),
        of(400, 400), "RFC 3986 does not allow them in a query, but browsers send them. Only Granian refuses them."),
    Owned("targets", ("an escaped slash",),
        {**of(200, 200, 404, 200, 200), "sanic on granian": 404},
        "ASGI and WSGI pass the decoded path to the application. Sanic reads the path as it was sent, on Granian too."),
    Owned("targets", ("a path of 12 KiB",),
        of(gunicorn=414), "gunicorn refuses a request line longer than 8,190 bytes."),
    Owned("targets", ("a path of 100 KiB",),
        of(414, 414, 413, 400, 414), "Each server has its own limit."),
    Owned("targets", ("absolute form without a path", "authority form"),
        of(uvicorn=400), "The path is empty, and uvicorn's parser refuses an empty path."),
    Owned("methods", (
        "a method in small letters", "a method in small letters on an unknown path", "a method with one small letter",
        "a method of 1,000 letters"),
        of(uvicorn=400, gunicorn=400),
        "uvicorn's parser accepts only the methods on its list. gunicorn accepts only capitals, at most 20 of them."),
    Owned("methods", ("an unknown method", "an unknown method on an unknown path"),
        of(uvicorn=400), "uvicorn's parser accepts only the methods on its list."),
    Owned("methods", ("a method that is not a token",),
        of(400, 400, 405, 400, 400),
        "RFC 9112 allows only a token as the method. Sanic passes the request on."),
    Owned("headers", ("no host", "a malformed host"),
        of(200, 200, 200, 200, 200),
        "RFC 9112 requires a 400, but no server here sends it. The adapters build nothing from Host."),
    Owned("headers", ("two hosts",),
        of(200, 200, 200, 200, 400),
        "RFC 9112 requires a 400, but only gunicorn sends it. The adapters build nothing from Host."),
    Owned("headers", ("a folded header", "a folded request id", "a header without a colon"),
        EVERYWHERE_400, "RFC 9112 does not allow such a header, so each server refuses it."),
    Owned("headers", (
        "a space before the first header", "a space before the colon", "a header without a name", "a name with a space",
        "a name with a bracket", "a name that is not ASCII", "a NUL in a value", "a carriage return in a value",
        "a bell in a value"),
        of(400, 400, 200, 400, 400),
        "RFC 9112 does not allow such a header. Sanic's own server accepts any line that has a colon: put a proxy in "
        "front of it."),
    Owned("headers", ("line feeds as line ends",),
        of(200, 200, WAITS, 400, 400),
        "A server may accept them (RFC 9112, 2.2). Sanic does not, and waits for the end of the headers."),
    Owned("headers", ("a value of 20 KiB", "a value of 100 KiB"),
        of(200, 200, 413, 200, 431), "Each server has its own limit."),
    Owned("headers", ("a name of 70 KiB",),
        of(431, 431, 413, 200, 431), "Each server has its own limit."),
    Owned("headers", ("150 headers", "1,000 headers"),
        of(431, 431, 200, 200, 431), "Granian and gunicorn accept at most 100 headers."),
    Owned("headers", ("an empty line before the request",),
        of(sanic=400), "A server should skip the empty line (RFC 9112, 2.2). Sanic does not."),
    Owned("headers", ("an unknown expectation",),
        of(gunicorn=417), "A server may answer 417 or ignore the expectation (RFC 9110, 10.1.1)."),
    Owned("headers", ("a WebSocket upgrade",),
        of(uvicorn=403),
        "If `websockets` is installed, uvicorn passes the request on as a WebSocket, and the adapters refuse that."),
    Owned("headers", ("a Script_Name header",),
        of(gunicorn=404),
        "gunicorn reads the path of the mount from this header if it trusts the sender. By default it trusts the "
        "loopback address (`--forwarded-allow-ips`)."),
    Owned("headers", ("two Content-Type headers",),
        of(granian_wsgi=422, gunicorn=400),
        "WSGI has room for only one content type. Granian passes on the first, and gunicorn refuses the request."),
    Owned("headers", ("an empty Content-Type and another",),
        of(gunicorn=400), "WSGI has room for only one content type, so gunicorn refuses the request."),
    Owned("framing", (
        "a negative Content-Length", "a Content-Length with a plus", "a hexadecimal Content-Length",
        "a fractional Content-Length", "a Content-Length with an underscore", "a Content-Length that is not a number",
        "an empty Content-Length", "a Content-Length that lists one number twice",
        "a Content-Length that lists two numbers", "a superscript as Content-Length",
        "two different Content-Length headers", "gzip without chunked", "identity without chunked",
        "gzip after chunked"),
        EVERYWHERE_400,
        "Such a length or coding does not say where the body ends (RFC 9112, 6.3), so each server refuses it."),
    Owned("framing", ("two equal Content-Length headers",),
        of(422, 422, 400, 400, 400),
        "A server may accept a length that is sent twice (RFC 9112, 6.3). Only Granian does."),
    Owned("framing", ("a Content-Length of 10 to the 30th",),
        of(400, 400, 413, 400, 413), "The number is larger than Granian and uvicorn can count."),
    Owned("framing", ("a Content-Length before chunked", "a Content-Length after chunked", "chunked listed twice"),
        of(422, 422, 400, 400, 400),
        "A server may refuse the request or read the chunks (RFC 9112, 6.3). Only Granian reads them."),
    Owned("framing", ("gzip before chunked",),
        of(422, 422, 400, 422, 422),
        "No server here decodes gzip. All servers but Sanic pass the chunks on as if gzip were not declared."),
    Owned("framing", ("an unknown coding", "an empty Transfer-Encoding"),
        of(400, 400, 400, 400, 501), "A server may answer 400 or 501 (RFC 9112, 6.1)."),
    Owned("framing", ("chunks in HTTP/1.0",),
        of(400, 400, 422, 422, 400),
        "RFC 9112, 6.1 calls the framing of such a request faulty. Only Sanic and uvicorn read the body."),
    Owned("framing", (
        "an empty chunk length", "a chunk length that is not a number", "a negative chunk length",
        "a chunk length with a plus", "a chunk length with an underscore", "a chunk length that is too short"),
        EVERYWHERE_400,
        "The chunks are broken. The server answers 400, or it reports the error while the adapter reads the body, and "
        "the adapter answers 400."),
    Owned("framing", ("a chunk length that is too long", "a malformed chunk length at the body limit"),
        of(400, 422, 400, 400, 400),
        "The chunks are broken. Under WSGI, Granian reports the error as the end of the body, so the adapter accepts "
        "what arrived before it."),
    Owned("framing", ("a trailer without a colon",),
        of(400, 422, 422, 400, 400), "The body is complete before the trailer, so a server may ignore the error."),
    Owned("framing", ("a trailer of 100 KiB",),
        of(400, 422, 422, 422, 400), "The body is complete before the trailer, and each server has its own limit."),
    Owned("framing", ("a chunk length of 0x2", "a space before the chunk length"),
        of(400, 400, 422, 400, 400), "Only Sanic accepts such a length."),
    Owned("framing", ("a space after the chunk length",),
        of(422, 422, 422, 400, 400), "Only Granian and Sanic accept the space."),
    Owned("framing", ("a chunk length of 2 to the 64th plus 2",),
        of(400, 400, 413, 400, WAITS),
        "gunicorn waits for that many bytes. Sanic recognises that they are too many."),
    Owned("framing", ("line feeds as line ends",),
        of(400, 400, WAITS, 400, WAITS), "The chunks are broken. Sanic and gunicorn wait for the end of a line."),
    Owned("framing", ("a chunk extension of 64 KiB",),
        of(400, 400, 422, 422, 400), "Each server has its own limit."),
    Owned("framing", ("chunked in capitals",),
        of(sanic=400), "The case of a coding does not matter (RFC 9112, 7). Sanic accepts only small letters."),
    Owned("framing", ("a Content-Length shorter than the body",),
        of(uvicorn=400), "The rest of the body is not a valid request, and uvicorn reports that first."),
    Owned("framing", ("a Content-Length trailer",),
        of(uvicorn=400, gunicorn=400),
        "RFC 9110, 6.5.1 does not allow this trailer. Only uvicorn and gunicorn refuse it."),
    Owned("framing", ("an Authorization trailer",),
        of(uvicorn=404),
        "uvicorn adds trailers to the headers, which RFC 9110, 6.5.1 does not allow: put a proxy in front of it."),
    Owned("connections", ("a 413 to a body that is sent whole",),
        of(CLOSED, CLOSED, gunicorn=CLOSED),
        "A server may close the connection after it refused a body without reading it. Granian and gunicorn do."),
    Owned("connections", ("HTTP/1.9",),
        of(400, 400, 400, 400, 200), "A server should read it as HTTP/1.1 (RFC 9110, 2.5). Only gunicorn does."),
    Owned("connections", ("HTTP/2.0", "HTTP/0.9"),
        of(400, 400, 400, 200, 400), "These are other protocols, but uvicorn's parser treats them as HTTP/1.1."),
    Owned("connections", ("two spaces before the version",),
        of(400, 400, 400, 200, 400),
        "RFC 9112 allows only one space there. uvicorn's parser accepts two."),
    Owned("connections", ("small letters in the version", "the start of a TLS handshake"),
        EVERYWHERE_400, "These bytes are not HTTP, so each server refuses it."),
)  # fmt: skip


def server_of(variant: Variant) -> str:
    """The column of the table that a variant is in."""
    return "granian-wsgi" if (variant.server, variant.adapter.interface) == ("granian", "wsgi") else str(variant.server)


def area_of(path: Path) -> str:
    """The area of a file of probes."""
    return path.stem.removeprefix("test_")


def rows_of(area: str, probe: str) -> list[Owned]:
    """The rows of a probe that servers answer differently; empty if all servers answer as the contract says."""
    return [row for row in SERVER_OWNED if row.area == area and probe in row.probes]


def outcome_of(area: str, probe: str, variant: Variant) -> Outcome | None:
    """The outcome of a probe that this server answers by itself; None if the adapter answers."""
    for row in rows_of(area, probe):
        exception = row.outcomes.get(f"{variant.adapter.name} on {variant.server}")
        return row.outcomes.get(server_of(variant)) if exception is None else exception
    return None
