"""The WSGI front door: environ to a request, a response to status, headers and body (PEP 3333)."""

import weakref
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from core.errors import ContentTooLarge, MalformedJson

from .binding import Response, SyncRequest
from .dependencies import SyncServices
from .exchange import close_exchange, open_exchange
from .problems import failure
from .routing import Router

SyncHandler = Callable[..., Response[Any]]

# All that anything here reads. Not the whole environ, which under many servers holds the process environment too.
HEADERS = {
    "authorization": "HTTP_AUTHORIZATION",
    "content-length": "CONTENT_LENGTH",
    "content-type": "CONTENT_TYPE",
    "x-request-id": "HTTP_X_REQUEST_ID",
}


class WsgiApplication:
    """A WSGI application over the sync services."""

    def __init__(self, router: Router[SyncHandler], services: SyncServices) -> None:
        self.router = router
        self.services = services
        # WSGI tells nobody of its end: this runs when the application is collected, or at the latest at exit.
        weakref.finalize(self, services.database.get_engine().dispose)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        request = SyncRequest(
            method=environ["REQUEST_METHOD"],
            path=environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace"),
            prefix=environ.get("SCRIPT_NAME", "").encode("latin-1").decode("utf-8", "replace"),
            query_string=environ.get("QUERY_STRING", "").encode("latin-1"),
            headers={name: environ[key] for name, key in HEADERS.items() if environ.get(key)},
            services=self.services,
            read=partial(read_body, environ, self.router.limit),
        )
        exchange = open_exchange(request)
        response = self.respond(request)
        headers = close_exchange(exchange, response)
        start_response(f"{response.status} {HTTPStatus(response.status).phrase}", headers)
        return [] if request.method == "HEAD" else [response.body]

    def respond(self, request: SyncRequest) -> Response[Any]:
        """Let the handler answer; whatever is raised is answered too."""
        try:
            match self.router.route(request):
                case Response() as response:
                    return response
                case handler, parameters:
                    return handler(request, **parameters)
        except Exception as error:
            return failure(error)


def read_body(environ: WSGIEnvironment, limit: int) -> bytes:
    """Read the whole body, but no byte more than it takes to see that it is too large. Raises `ContentTooLarge`."""
    declared = environ.get("CONTENT_LENGTH")
    # A body of undeclared length can be read only where the server marks its end; elsewhere reading would never return.
    wanted = int(declared) if declared else limit + 1 if environ.get("wsgi.input_terminated") else 0
    body = bytearray()
    while len(body) < wanted and (chunk := environ["wsgi.input"].read(wanted - len(body))):
        body += chunk
    if len(body) > limit:
        raise ContentTooLarge
    if declared and len(body) < wanted:
        raise MalformedJson  # the client has gone: half a body must not be taken for a whole one
    return bytes(body)
