"""Functions that views call, since Flask injects nothing: the services over the request's session, a body, a query."""

from flask import Flask, current_app, request
from pydantic import ValidationError

from core.errors import MalformedMultipart, ValidationFailed
from core.http import parsing
from core.http.download import Conditions
from core.http.faults import body_faults
from core.http.parsing import InputSchema, QuerySchema
from core.http.upload import SyncUpload
from core.services_sync import Resources, Services
from core.settings import Settings

from .database import analytics_session, db_session
from .strict import chunks, refuse_query


def init_app(app: Flask, settings: Settings) -> None:
    """Create what all requests share."""
    app.extensions["resources"] = Resources(settings)


def resources() -> Resources:
    """What all requests share."""
    return current_app.extensions["resources"]


def services() -> Services:
    """Core's services over the session of this request: `.teams` is its `TeamService`."""
    return Services(db_session(), resources(), analytics_session)


def parse_body(schema: type[InputSchema]) -> InputSchema:
    """The body. Raises `ValidationFailed` for any query first, for an operation with a body has no parameters."""
    refuse_query()
    parsing.check_media_type(request.headers.get("Content-Type"))
    # Not `parsing.parse_body`: `get_json` is Flask's own way to a body, and `StrictJson` gives it core's parser.
    try:
        return schema.model_validate(request.get_json(force=True))
    except ValidationError as error:
        raise ValidationFailed(body_faults(error.errors(include_url=False, include_input=False))) from None


def parse_query(schema: type[QuerySchema]) -> QuerySchema:
    """The query parameters. Raises `ValidationFailed`."""
    return parsing.parse_query(schema, request.query_string)


def upload() -> SyncUpload:
    """The file of an upload. Raises `ValidationFailed` for any query first, then `UnsupportedMediaType`."""
    refuse_query()
    return SyncUpload(
        chunks(MalformedMultipart), request.headers.get("Content-Type"), resources().settings.upload_limit
    )


def conditions() -> Conditions:
    """The headers that choose the bytes of a download."""
    return Conditions.read(request.method, request.headers.get)
