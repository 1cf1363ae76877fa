"""Health, metrics, the OpenAPI document, the docs page."""

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from core import schemas
from core.database.health import check_database
from core.http.openapi.docs_page import PAGE
from core.http.openapi.document import DOCUMENT
from core.telemetry.metrics import MEDIA_TYPE, render

from ..database import Session

router = APIRouter(tags=["system"])


@router.get("/health/live")
async def live() -> schemas.Health:
    """The process answers."""
    return schemas.Health()


@router.get("/health/ready")
async def ready(session: Session) -> schemas.Health:
    """The databases answer too."""
    await check_database(session)
    return schemas.Health()


@router.get("/metrics", response_class=Response)
async def metrics() -> Response:
    """Prometheus metrics."""
    return Response(render(), media_type=MEDIA_TYPE)


@router.get("/openapi.json")
async def openapi() -> Response:
    """This contract as OpenAPI 3.1."""
    return Response(DOCUMENT, media_type="application/json")


@router.get("/docs", response_class=HTMLResponse)
async def docs() -> HTMLResponse:
    """A page to read and to try the operations."""
    return HTMLResponse(PAGE)
