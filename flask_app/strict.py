"""The layer: what the contract refuses and Flask or Werkzeug does not. It governs the contract's blueprint alone."""

import io
import re
from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Blueprint, Flask, Response, request
from werkzeug.exceptions import MethodNotAllowed as WrongMethod
from werkzeug.exceptions import SecurityError
from werkzeug.routing import RequestRedirect
from werkzeug.wsgi import get_host

from core import schemas
from core.errors import ContentTooLarge, LikewiseError, MalformedJson, MalformedMultipart, MethodNotAllowed, NotFound
from core.http.body_limits import body_limit, check_declared_length
from core.http.operation import Access, Operation
from core.http.operations import match_path
from core.http.parsing import parse_query

from .caller import current_caller, read_caller
from .dependencies import resources
from .exchange import exchange_of
from .responses import PlainResponse

UUID = re.compile("[0-9A-Fa-f-]{36}")


def init_app(app: Flask, contract: Blueprint) -> None:
    """Register the contract's blueprint with the layer."""
    app.before_request(check_spelling)
    contract.before_request(check_request)
    app.register_blueprint(contract)
    app.wsgi_app = hide_refused_headers(app.wsgi_app)  # pyright: ignore[reportAttributeAccessIssue] -- as Flask documents


def hide_refused_headers(application: WSGIApplication) -> WSGIApplication:
    """Remove an Upgrade header, and a Host header that is not a host name. Werkzeug refuses both before it routes."""

    def wrapper(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        upgrade, nameless = "HTTP_UPGRADE" in environ, not names_a_host(environ)
        if (upgrade or nameless) and match_path(environ.get("PATH_INFO", ""))[0]:
            environ.pop("HTTP_UPGRADE", None)
            if nameless:
                environ.pop("HTTP_HOST", None)
        return application(environ, start_response)

    return wrapper


def names_a_host(environ: WSGIEnvironment) -> bool:
    """Whether Werkzeug accepts the host of a request."""
    try:
        get_host(environ).encode("idna")
    except (UnicodeError, SecurityError):
        return False
    return True


def check_spelling() -> None:
    """Raise `NotFound` for a path like /auth//login. Flask would redirect, or list the methods of /auth/login."""
    path = exchange_of().path
    misrouted = isinstance(request.routing_exception, RequestRedirect | WrongMethod) and not exchange_of().methods
    if misrouted and match_path(UUID.sub(lambda found: found[0].lower(), re.sub("/{2,}", "/", path)))[0]:
        raise NotFound


def check_request() -> Response | None:
    """Check what the contract checks before the token: the path as it came, the method, the length. Answer OPTIONS."""
    exchange, settings = exchange_of(), resources().settings
    if exchange.method == "OPTIONS" and exchange.methods:
        return PlainResponse(status=204, headers={"Allow": exchange.allow})
    operation = exchange.operation
    if operation is None:  # Flask takes //users, a UUID in capitals, and get for GET
        raise MethodNotAllowed(exchange.allow) if exchange.methods else NotFound
    check_declared_length(operation, request.headers.get("Content-Length"), settings)
    refuse_query(operation)
    # As Flask documents for checksums: `request.stream`, which nothing has read yet, is made of it.
    request.environ["wsgi.input"] = WholeBody(operation, body_limit(operation, settings))
    request.environ["wsgi.input_terminated"] = True
    return None


def refuse_query(operation: Operation) -> None:
    """Raise `ValidationFailed` for any query of an operation that takes none, after the errors of the token."""
    if operation.query is not schemas.Query or not request.query_string:
        return
    if operation.access is Access.TOKEN:
        read_caller()
    elif operation.access is Access.CURRENT:
        current_caller()
    parse_query(schemas.Query, request.query_string)


class WholeBody(io.RawIOBase):
    """A body that is whole, or an error. Werkzeug cuts one at a limit, and may take one that breaks off for whole."""

    def __init__(self, operation: Operation, limit: int) -> None:
        self.source = request.input_stream
        self.broken: type[LikewiseError] = MalformedMultipart if operation.upload else MalformedJson
        self.declared, self.limit, self.length = request.content_length, limit, 0
        if self.declared is None and "wsgi.input_terminated" not in request.environ:
            self.declared = 0  # nothing says where it ends

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        wanted = len(buffer) if self.declared is None else min(len(buffer), self.declared - self.length)
        chunk = self.source.read(wanted) if wanted else b""
        self.length += len(chunk)
        if self.length > self.limit:
            raise ContentTooLarge
        if wanted and not chunk and self.declared is not None:
            raise self.broken  # the client left early
        buffer[: len(chunk)] = chunk
        return len(chunk)
