"""The WSGI front door: environ becomes a request, a response becomes status, headers and body (PEP 3333)."""

import sys
import weakref
from collections.abc import Callable, Generator, Iterable
from functools import partial
from http import HTTPStatus
from typing import Any
from wsgiref.types import InputStream, StartResponse, WSGIEnvironment

from core.errors import LikewiseError
from core.telemetry.logs import log_uncaught

from .cors import allow_origins
from .dependencies import SyncRequest, SyncResources
from .exchange import stamp
from .problems import answer_error
from .responses import Response
from .routing import Router

SyncHandler = Callable[..., Response[Any]]

PHRASES = {status.value: status.phrase for status in HTTPStatus}
READ_AT_ONCE = 64 * 1024


class WsgiApplication:
    """A WSGI application over the sync services."""

    def __init__(self, router: Router[SyncHandler], resources: SyncResources) -> None:
        self.router = router
        self.resources = resources
        # WSGI has no shutdown: this runs when the application is collected, or at the latest at exit.
        weakref.finalize(self, resources.database.get_engine().dispose)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = SyncRequest(
            method=environ["REQUEST_METHOD"],
            path=environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace"),
            prefix=environ.get("SCRIPT_NAME", "").encode("latin-1").decode("utf-8", "replace"),
            query_string=environ.get("QUERY_STRING", "").encode("latin-1"),
            headers=read_headers(environ),
            strict=self.resources.settings.strict,
            resources=self.resources,
            chunks=partial(read_chunks, environ),
        )
        response = self.respond(request)
        headers = [*stamp(request.exchange, response), *allow_origins(request, self.resources.settings)]
        # PEP 3333 wants a phrase behind every status, also one that Python has no phrase for.
        start_response(f"{response.status} {PHRASES.get(response.status, 'Unknown')}", headers)
        if not isinstance(response.stream, Generator):
            return [] if request.method == "HEAD" else [response.body]
        if request.method == "HEAD":
            response.stream.close()
            return []
        return logged(response.stream)  # the server closes it, whether the client stays or leaves

    def respond(self, request: SyncRequest) -> Response[Any]:
        """Call the handler; answer its errors too."""
        try:
            match self.router.route(request):
                case Response() as response:
                    return response
                case handler, parameters:
                    return handler(request, **parameters)
        except Exception as error:
            return answer_error(error)


def read_headers(environ: WSGIEnvironment) -> dict[str, str]:
    """The request's headers by their names in lower case; the rest of the environ may hold the process's variables."""
    headers = {key[5:].replace("_", "-").lower(): value for key, value in environ.items() if key.startswith("HTTP_")}
    # WSGI has these two under names of their own; what a client sends as Content_Type is another header.
    for name, key in (("content-type", "CONTENT_TYPE"), ("content-length", "CONTENT_LENGTH")):
        headers.pop(name, None)
        if key in environ:
            headers[name] = environ[key]
    return headers


def read_chunks(environ: WSGIEnvironment, broken_off: type[LikewiseError]) -> Generator[bytes]:
    """The body as it arrives. Raises `broken_off` if the client leaves: half a body must not pass for a whole one."""
    declared = environ.get("CONTENT_LENGTH")
    # A body of undeclared length is readable only where the server marks its end; elsewhere reading never returns.
    if not declared and not environ.get("wsgi.input_terminated"):
        return
    wanted = int(declared) if declared else sys.maxsize
    while wanted and (chunk := read(environ["wsgi.input"], min(wanted, READ_AT_ONCE), broken_off)):
        wanted -= len(chunk)
        yield chunk
    if declared and wanted:
        raise broken_off


def read(stream: InputStream, size: int, broken_off: type[LikewiseError]) -> bytes:
    """One chunk. Raises `broken_off` for any error of the server: each has its own for bad framing."""
    try:
        return stream.read(size)
    except Exception:
        raise broken_off from None


def logged(chunks: Generator[bytes]) -> Generator[bytes]:
    """The chunks; an error is too late for an answer, and breaks this one off where the server can."""
    try:
        yield from chunks
    except Exception as error:
        log_uncaught(error)
        raise
