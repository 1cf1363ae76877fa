"""The application: wiring only, in the order that a request meets it."""

from typing import Any

from fastapi import FastAPI
from starlette.types import ASGIApp

from core.services import Resources
from core.settings import Settings
from core.telemetry import logs

from . import database, routes
from .exchange import ExchangeMiddleware
from .native import native_document, operation_id
from .problems import EXCEPTION_HANDLERS


class Application(FastAPI):
    """FastAPI, with changes that only a subclass can make."""

    def build_middleware_stack(self) -> ASGIApp:
        """Put the exchange outside: as an added middleware it would not see the answers of ServerErrorMiddleware."""
        return ExchangeMiddleware(super().build_middleware_stack())

    def openapi(self) -> dict[str, Any]:
        """Complete the OpenAPI document once. FastAPI keeps it, and generates another after a new route."""
        kept = self.openapi_schema
        document = super().openapi()
        if document is not kept:
            native_document(document)
        return document


def create_app(settings: Settings | None = None) -> FastAPI:
    """Create the application, without settings from those of the environment."""
    settings = settings or Settings()
    logs.configure(settings)
    app = Application(
        title="Likewise on FastAPI",
        openapi_url="/native/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=operation_id,
        exception_handlers=EXCEPTION_HANDLERS,
    )
    app.state.resources = Resources(settings)
    database.init_app(app, settings)
    for router in routes.ROUTERS:
        app.include_router(router)
    return app
