"""Health, metrics, the OpenAPI document, the docs page."""

from core import schemas
from core.database.health import check_database
from core.http.openapi.docs_page import PAGE
from core.http.openapi.document import DOCUMENT
from core.http.operation import HTML
from core.telemetry import metrics as core_metrics

from ..dependencies import AsyncRequest
from ..responses import Response
from ..strict import refuse_query


async def live(request: AsyncRequest) -> Response[schemas.Health]:
    """The process answers."""
    refuse_query(request)
    return Response(schemas.Health())


async def ready(request: AsyncRequest) -> Response[schemas.Health]:
    """The databases answer too."""
    refuse_query(request)
    async with request.resources.open_session() as session:
        await check_database(session)
    return Response(schemas.Health())


async def metrics(request: AsyncRequest) -> Response[bytes]:
    """Prometheus metrics."""
    refuse_query(request)
    return Response(core_metrics.render(), media_type=core_metrics.MEDIA_TYPE)


async def openapi(request: AsyncRequest) -> Response[bytes]:
    """This contract as OpenAPI 3.1."""
    refuse_query(request)
    return Response(DOCUMENT)


async def docs(request: AsyncRequest) -> Response[bytes]:
    """A page to read and to try the operations."""
    refuse_query(request)
    return Response(PAGE, media_type=HTML)
