"""What views reach for. Flask injects nothing: these are functions over the application, `request` and `g`."""

from flask import Flask, current_app, request
from pydantic import ValidationError

from core.contract import wire
from core.contract.faults import body_faults
from core.contract.wire import InputSchema, QuerySchema
from core.errors import ValidationFailed
from core.schemas import Query
from core.services_sync import Security, UserService
from core.settings import Settings

from .database import db_session


def init_app(app: Flask, settings: Settings) -> None:
    """Make what all requests share."""
    app.extensions["security"] = Security(settings)


def security() -> Security:
    """What the process knows people by."""
    return current_app.extensions["security"]


def users() -> UserService:
    """The users, on the session of this request."""
    return UserService(db_session(), security=security())


def parse(schema: type[InputSchema]) -> InputSchema:
    """The body. Raises `ValidationFailed` for any query first: what takes a body knows no parameters."""
    parse_query(Query)
    wire.check_media_type(request.headers.get("Content-Type"))
    try:
        return schema.model_validate(request.get_json(force=True))
    except ValidationError as error:
        raise ValidationFailed(body_faults(error.errors(include_url=False, include_input=False))) from None


def parse_query(schema: type[QuerySchema]) -> QuerySchema:
    """The query parameters; `parse_query(Query)` is how a view says that it knows none."""
    return wire.parse_query(schema, request.query_string)
