"""Health, metrics, the OpenAPI document, the docs page."""

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.enums import MediaType
from sqlalchemy.ext.asyncio import AsyncSession

from core import schemas
from core.database.health import check_database
from core.http.openapi.docs_page import PAGE
from core.http.openapi.document import DOCUMENT
from core.telemetry import metrics as prometheus

# Litestar adds the charset to every text type.
METRICS = prometheus.MEDIA_TYPE.removesuffix("; charset=utf-8")


class SystemController(Controller):
    tags = ("system",)

    @get("/health/live", exclude_from_auth=True)
    async def live(self) -> schemas.Health:
        """The process answers."""
        return schemas.Health()

    @get("/health/ready", exclude_from_auth=True)
    async def ready(self, db_session: NamedDependency[AsyncSession]) -> schemas.Health:
        """The databases answer too."""
        await check_database(db_session)
        return schemas.Health()

    @get("/metrics", media_type=METRICS, exclude_from_auth=True)
    async def metrics(self) -> bytes:
        """Prometheus metrics."""
        return prometheus.render()

    @get("/openapi.json", media_type=MediaType.JSON, exclude_from_auth=True)
    async def openapi(self) -> bytes:
        """This contract as OpenAPI 3.1."""
        return DOCUMENT

    @get("/docs", media_type=MediaType.HTML, exclude_from_auth=True)
    async def docs(self) -> bytes:
        """A page to read and to try the operations."""
        return PAGE
