"""Core's parser at Flask's own extension points, and the places where Flask or Werkzeug is laxer than the contract."""

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

from core.http import parsing as wire
from core.http.download import Conditions, choose
from core.http.operations import OPERATIONS, body_limit
from core.schemas.fields import CANONICAL_UUID, SLUG
from core.services_sync.document import Content
from core.settings import Settings
from core.telemetry.logs import log_uncaught


class StrictJson(JSONProvider):
    """Reads one object and nothing lax; writes Pydantic models as they write themselves."""

    def loads(self, s: str | bytes, **kwargs: Any) -> dict[str, Any]:
        return wire.parse_json(s if isinstance(s, bytes) else s.encode())

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        return to_json(obj).decode()


class UndeclaredBody(LimitedStream):
    """Werkzeug's own looks for no more at the limit: a longer body would be cut short, one of that length refused."""

    def readinto(self, b: bytearray) -> int | None:
        try:
            return super().readinto(b)
        except HTTPException:
            raise
        except Exception:  # each server has errors of its own for chunks that are badly framed
            raise ClientDisconnected from None

    def readall(self) -> bytes:
        body = super().readall()
        if self.is_exhausted:
            self.readinto(bytearray(1))  # looks for more, and tells a server's own errors as above
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
            body = UndeclaredBody(self.input_stream, self.max_content_length or 0, is_max=True)
        else:
            return super().stream
        return cast("IO[bytes]", body)


class PlainResponse(Response):
    """Without a content type of its own: an answer without content has none."""

    default_mimetype = None

    def iter_encoded(self) -> Iterator[bytes]:
        try:
            yield from super().iter_encoded()
        except Exception as error:
            log_uncaught(error)  # Flask is through with the request when a body is streamed
            raise


def download(conditions: Conditions, content: Content) -> Response:
    """As much of a document as the request's conditions choose. Raises `RangeNotSatisfiable`."""
    chosen = choose(conditions, content.document)
    chunks = None if chosen.bodiless else content.read(chosen.start, chosen.stop)
    response = PlainResponse(chunks, chosen.status, chosen.headers, content_type=chosen.content_type)
    if chosen.content_type is not None:
        response.content_length = chosen.stop - chosen.start
    return response


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
            adapter.websocket = False  # there are none; Werkzeug would answer the wish for one with an error of its own
            if not request.environ["REQUEST_METHOD"].isupper():
                adapter.default_method = ""  # "get" is not GET, but it turns all into capitals
        return adapter

    def make_default_options_response(self) -> Response:
        allowed = super().make_default_options_response().allow
        return self.response_class(status=204, headers={"Allow": ", ".join(sorted(allowed))})

    def log_exception(self, exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None]) -> None:
        if exc_info[1] is not None:
            log_uncaught(exc_info[1])


def init_app(app: Flask, settings: Settings) -> None:
    """Set what is set on an instance; before any route is added."""
    app.config["MAX_CONTENT_LENGTH"] = settings.json_limit
    app.extensions["body_limits"] = {
        f"{operation.tag}.{operation.id}": body_limit(operation, settings) for operation in OPERATIONS
    }
    app.url_map.merge_slashes = False
    app.url_map.converters["uuid"] = CanonicalUUIDConverter
    app.url_map.converters["slug"] = SlugConverter
    app.before_request(check_declared_length)


def check_declared_length() -> None:
    """Refuse a body by its declared length, before the token is looked at. Raises `ContentTooLarge`."""
    if request.routing_exception is None and request.method != "OPTIONS":
        # By endpoint; for one that is not in the contract None, which leaves it at what is configured.
        request.max_content_length = current_app.extensions["body_limits"].get(request.endpoint)
        wire.check_declared_length(request.headers.get("Content-Length"), request.max_content_length or 0)
