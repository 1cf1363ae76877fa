"""Health, metrics, the OpenAPI document, the docs page."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from core.database.health import sync_check_database
from core.http.openapi.docs_page import PAGE
from core.http.openapi.document import DOCUMENT
from core.http.operation import HTML, JSON
from core.schemas import Health
from core.telemetry.metrics import MEDIA_TYPE, render

from ..database import db_session
from ..responses import as_json

blueprint = Blueprint("system", __name__)


@blueprint.get("/health/live")
def live() -> Response:
    """The process answers."""
    return as_json(Health())


@blueprint.get("/health/ready")
def ready() -> Response:
    """The databases answer too."""
    sync_check_database(db_session())
    return as_json(Health())


@blueprint.get("/metrics")
def metrics() -> ResponseReturnValue:
    """Prometheus metrics."""
    return render(), {"Content-Type": MEDIA_TYPE}


@blueprint.get("/openapi.json")
def openapi() -> ResponseReturnValue:
    """The contract as OpenAPI 3.1."""
    return DOCUMENT, {"Content-Type": JSON}


@blueprint.get("/docs")
def docs() -> ResponseReturnValue:
    """A page to read and to try the operations."""
    return PAGE, {"Content-Type": HTML}
