"""The layer: what the contract refuses and Flask or Werkzeug does not. The README lists the rules."""

from collections.abc import Iterator
from types import TracebackType
from typing import IO, Any, cast

from flask import Flask, Request, Response, current_app, request
from flask.json.provider import JSONProvider
from pydantic_core import to_json
from werkzeug.exceptions import ClientDisconnected, HTTPException, NotFound
from werkzeug.routing import BaseConverter, MapAdapter, UUIDConverter
from werkzeug.utils import cached_property
from werkzeug.wsgi import LimitedStream

from core import schemas
from core.errors import LikewiseError
from core.http.body_limits import body_limit, check_declared_length
from core.http.parsing import parse_json, parse_query
from core.schemas.fields import CANONICAL_UUID, SLUG
from core.settings import Settings
from core.telemetry.logs import log_uncaught

from .exchange import exchange_of
from .responses import PlainResponse

READ_AT_ONCE = 64 * 1024


class StrictJson(JSONProvider):
    """Reads one object, strictly; writes Pydantic models as they write themselves."""

    def loads(self, s: str | bytes, **kwargs: Any) -> dict[str, Any]:
        return parse_json(s if isinstance(s, bytes) else s.encode())

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        return to_json(obj).decode()


class UndeclaredBody(LimitedStream):
    """Werkzeug's own stops at the limit: it cuts a longer body short, and refuses one of just that length."""

    def readinto(self, b: bytearray) -> int | None:
        try:
            return super().readinto(b)
        except HTTPException:
            raise
        except Exception:  # each server has errors of its own for bad framing of chunks
            raise ClientDisconnected from None

    def readall(self) -> bytes:
        body = super().readall()
        if self.is_exhausted:
            self.readinto(bytearray(1))  # reads past the limit, and translates a server's own errors as above
        return body

    def on_exhausted(self) -> None:
        if self._stream.read(1):
            super().on_exhausted()


class StrictRequest(Request):
    """Reads a body whole or not at all."""

    @cached_property
    def stream(self) -> IO[bytes]:
        if self.content_length is not None:
            # Where the server ends the stream, Werkzeug does not count, and misses a client who left early.
            body = LimitedStream(self.input_stream, self.content_length)
        elif "wsgi.input_terminated" in self.environ:
            # `check_length` has set the limit of the operation; nothing else reads a body.
            body = UndeclaredBody(self.input_stream, self.max_content_length or 0, is_max=True)
        else:
            return super().stream
        return cast("IO[bytes]", body)


def chunks(broken: type[LikewiseError]) -> Iterator[bytes]:
    """The body as it arrives. Raises `broken` for one that breaks off."""
    try:
        while chunk := request.stream.read(READ_AT_ONCE):
            yield chunk
    except ClientDisconnected:
        raise broken from None


class CanonicalUUIDConverter(UUIDConverter):
    """Werkzeug's own takes upper case too."""

    regex = CANONICAL_UUID


class SlugConverter(BaseConverter):
    """Werkzeug has none; its own for text takes any."""

    regex = SLUG


class Application(Flask):
    """Flask with the classes above, and three of its methods overridden."""

    json_provider_class = StrictJson
    request_class = StrictRequest
    response_class = PlainResponse

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        # Werkzeug strips leading slashes: //users would be /users.
        if request is not None and request.environ.get("PATH_INFO", "").startswith("//"):
            raise NotFound
        adapter = super().create_url_adapter(request)
        if request is not None and adapter is not None:
            adapter.websocket = False  # for a WebSocket, Werkzeug has an error of its own
            if not request.environ["REQUEST_METHOD"].isupper():
                adapter.default_method = ""  # "get" is not GET, but Werkzeug puts it in capitals
        return adapter

    def make_default_options_response(self) -> Response:
        return answer_options(super().make_default_options_response())

    def log_exception(self, exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None]) -> None:
        if exc_info[1] is not None:
            log_uncaught(exc_info[1])


def init_app(app: Flask) -> None:
    """Configure the instance, before any route is added."""
    app.url_map.merge_slashes = False
    app.url_map.converters["uuid"] = CanonicalUUIDConverter
    app.url_map.converters["slug"] = SlugConverter
    app.before_request(check_length)


def check_length() -> None:
    """Refuse a body by its declared length, before the token is read. Raises `ContentTooLarge`."""
    exchange = exchange_of()
    if request.routing_exception is None and exchange.operation is not None:
        settings: Settings = current_app.extensions["resources"].settings
        request.max_content_length = body_limit(exchange.operation, settings)
        check_declared_length(exchange.operation, request.headers.get("Content-Length"), settings)


def answer_options(native: Response) -> Response:
    """Flask's own answer is 200, with the methods in any order."""
    allow = exchange_of().allow or ", ".join(sorted(native.allow))
    return PlainResponse(status=204, headers={"Allow": allow})


def refuse_query() -> None:
    """Raise `ValidationFailed` for any query; a view that takes none calls this."""
    parse_query(schemas.Query, request.query_string)
