"""Health, metrics, the OpenAPI document, the docs page."""

from sanic import Blueprint, HTTPResponse, Request, html, raw
from sqlalchemy.ext.asyncio import AsyncSession

from core import schemas
from core.database.health import check_database
from core.http.openapi.docs_page import PAGE
from core.http.openapi.document import DOCUMENT
from core.telemetry.metrics import MEDIA_TYPE, render

from ..responses import json

blueprint = Blueprint("system")


@blueprint.get("/health/live")
async def live(request: Request) -> HTTPResponse:
    """The process answers."""
    return json(schemas.Health())


@blueprint.get("/health/ready")
async def ready(request: Request, session: AsyncSession) -> HTTPResponse:
    """The databases answer too."""
    await check_database(session)
    return json(schemas.Health())


@blueprint.get("/metrics")
async def metrics(request: Request) -> HTTPResponse:
    """Prometheus metrics."""
    return raw(render(), content_type=MEDIA_TYPE)


@blueprint.get("/openapi.json")
async def openapi(request: Request) -> HTTPResponse:
    """This contract as OpenAPI 3.1."""
    return raw(DOCUMENT, content_type="application/json")


@blueprint.get("/docs")
async def docs(request: Request) -> HTTPResponse:
    """A page to read and to try the operations."""
    return html(PAGE)
