"""What is asked about the application itself."""

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue

from core.database.unit_of_work import sync_check_database
from core.http.openapi.docs_page import PAGE
from core.http.openapi.document import DOCUMENT
from core.http.operation import HTML, JSON
from core.schemas import Health, Query
from core.telemetry.metrics import MEDIA_TYPE, render

from ..database import db_session
from ..dependencies import parse_query

blueprint = Blueprint("system", __name__)


@blueprint.get("/health/live")
def live() -> Response:
    """The process answers."""
    parse_query(Query)
    return jsonify(Health())


@blueprint.get("/health/ready")
def ready() -> Response:
    """The databases answer too."""
    parse_query(Query)
    sync_check_database(db_session())
    return jsonify(Health())


@blueprint.get("/metrics")
def metrics() -> ResponseReturnValue:
    """Prometheus metrics."""
    parse_query(Query)
    return render(), {"Content-Type": MEDIA_TYPE}


@blueprint.get("/openapi.json")
def openapi() -> ResponseReturnValue:
    """The contract as OpenAPI 3.1."""
    parse_query(Query)
    return DOCUMENT, {"Content-Type": JSON}


@blueprint.get("/docs")
def docs() -> ResponseReturnValue:
    """A page to read and to try the operations."""
    parse_query(Query)
    return PAGE, {"Content-Type": HTML}
