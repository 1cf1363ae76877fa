"""What views reach for. Flask injects nothing: these are functions over the application, `request` and `g`."""

from collections.abc import Iterator

from flask import Flask, current_app, request
from pydantic import ValidationError
from werkzeug.exceptions import ClientDisconnected

from core.errors import MalformedMultipart, ValidationFailed
from core.http import parsing as wire
from core.http.download import Conditions
from core.http.faults import body_faults
from core.http.parsing import InputSchema, QuerySchema
from core.http.upload import SyncUpload
from core.schemas import Query
from core.services_sync import (
    AnalyticsService,
    DocumentService,
    MemberService,
    Objects,
    PostService,
    Security,
    TagService,
    TeamService,
    UserService,
)
from core.settings import Settings
from core.storage import object_store

from .database import analytics_session, db_session

READ_AT_ONCE = 64 * 1024


def init_app(app: Flask, settings: Settings) -> None:
    """Make what all requests share."""
    app.extensions["security"] = Security(settings)
    app.extensions["objects"] = Objects(object_store(settings))


def security() -> Security:
    """What the process knows people by."""
    return current_app.extensions["security"]


def objects() -> Objects:
    """Where the process keeps the bytes of documents."""
    return current_app.extensions["objects"]


def users() -> UserService:
    """The users, on the session of this request."""
    return UserService(db_session(), security=security(), objects=objects())


def posts() -> PostService:
    """The posts, likewise."""
    return PostService(db_session())


def teams() -> TeamService:
    """The teams, likewise."""
    return TeamService(db_session())


def members() -> MemberService:
    """The members of teams, likewise."""
    return MemberService(db_session())


def tags() -> TagService:
    """The tags, likewise."""
    return TagService(db_session())


def documents() -> DocumentService:
    """The documents, likewise."""
    return DocumentService(db_session(), objects=objects())


def analytics() -> AnalyticsService:
    """What happened, counted."""
    return AnalyticsService(db_session(), analytics=analytics_session())


def parse(schema: type[InputSchema]) -> InputSchema:
    """The body. Raises `ValidationFailed` for any query first: what takes a body knows no parameters."""
    parse_query(Query)
    wire.check_media_type(request.headers.get("Content-Type"))
    try:
        return schema.model_validate(request.get_json(force=True))
    except ValidationError as error:
        raise ValidationFailed(body_faults(error.errors(include_url=False, include_input=False))) from None


def parse_upload() -> SyncUpload:
    """The file of an upload. Raises `ValidationFailed` for any query first, then `UnsupportedMediaType`."""
    parse_query(Query)
    return SyncUpload(body_chunks(), request.headers.get("Content-Type"), request.max_content_length or 0)


def body_chunks() -> Iterator[bytes]:
    """The body as it arrives. Raises `MalformedMultipart` if it breaks off."""
    try:
        while chunk := request.stream.read(READ_AT_ONCE):
            yield chunk
    except ClientDisconnected:
        raise MalformedMultipart from None


def conditions() -> Conditions:
    """The headers that choose what of a content is sent."""
    headers = request.headers
    return Conditions(request.method, headers.get("Range"), headers.get("If-Range"), headers.get("If-None-Match"))


def parse_query(schema: type[QuerySchema]) -> QuerySchema:
    """The query parameters; `parse_query(Query)` is how a view says that it knows none."""
    return wire.parse_query(schema, request.query_string)
