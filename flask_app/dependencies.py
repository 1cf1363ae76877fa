"""Functions that views call, since Flask injects nothing: the services over the request's session, a body, a query."""

from collections.abc import Callable

from flask import Flask, current_app, request
from werkzeug.exceptions import RequestEntityTooLarge

from core.errors import LikewiseError, MalformedJson, MalformedMultipart
from core.http import parsing
from core.http.body_limits import check_body_length
from core.http.download import Conditions
from core.http.parsing import InputSchema, QuerySchema
from core.http.upload import SyncUpload
from core.services_sync import Resources, Services
from core.settings import Settings

from .database import analytics_session, db_session

EXTENSION = "likewise"
READ_AT_ONCE = 64 * 1024


def init_app(app: Flask, settings: Settings) -> None:
    """Create what all requests share."""
    app.extensions[EXTENSION] = Resources(settings)


def resources() -> Resources:
    """What all requests share."""
    return current_app.extensions[EXTENSION]


def services() -> Services:
    """Core's services over the session of this request: `.teams` is its `TeamService`."""
    return Services(db_session(), resources(), analytics_session)


def parse_body(schema: type[InputSchema]) -> InputSchema:
    """The body. Raises `UnsupportedMediaType`, `ContentTooLarge`, `MalformedJson`, `ValidationFailed`."""
    content_type = request.headers.get("Content-Type")
    parsing.check_media_type(content_type)  # before the body is read
    limit = resources().settings.json_limit
    request.max_content_length = limit + 1  # Werkzeug cuts a chunked body there, and says nothing
    body = reading(MalformedJson, request.get_data)
    check_body_length(len(body), limit)
    return parsing.parse_body(schema, body, content_type)


def parse_query(schema: type[QuerySchema]) -> QuerySchema:
    """The query parameters. Raises `ValidationFailed`."""
    return parsing.parse_query(schema, request.query_string)


def upload() -> SyncUpload:
    """The file of an upload, as it arrives. Raises `UnsupportedMediaType`."""
    limit = resources().settings.upload_limit
    request.max_content_length = limit + 1  # Werkzeug refuses a chunked body of just its limit; core counts too
    chunks = iter(lambda: reading(MalformedMultipart, request.stream.read, READ_AT_ONCE), b"")
    return SyncUpload(chunks, request.headers.get("Content-Type"), limit)


def reading(broken: type[LikewiseError], read: Callable[..., bytes], *args: int) -> bytes:
    """Read of the body. Raises `broken` where the client left, or framed its chunks badly."""
    try:
        return read(*args)
    except (LikewiseError, RequestEntityTooLarge):
        raise
    except Exception:  # each server has errors of its own
        raise broken from None


def conditions() -> Conditions:
    """The headers that choose the bytes of a download."""
    return Conditions.read(request.method, request.headers.get)
