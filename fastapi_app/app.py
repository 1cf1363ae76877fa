"""The application: wiring only. README.md says what a request meets, in which order."""

from typing import Any

from fastapi import FastAPI
from starlette.types import ASGIApp

from core.services import Resources
from core.settings import Settings
from core.telemetry import logs

from . import database, routes
from .cors import allow_origins
from .exchange import ExchangeMiddleware
from .native import DESCRIBED, DOCS, docs_page, native_document, operation_id
from .problems import EXCEPTION_HANDLERS, answer_uncaught
from .strict import strict_router


class Application(FastAPI):
    """FastAPI, with the exchange around all of it, and its OpenAPI document completed."""

    def build_middleware_stack(self) -> ASGIApp:
        """Put the exchange outside: as an added middleware it would not see the answers of ServerErrorMiddleware."""
        settings = self.state.likewise.settings
        # Among the handlers from the start, it would be asked before one of the team's for 500.
        if not {500, Exception} & self.exception_handlers.keys():
            self.exception_handlers[Exception] = answer_uncaught
        return ExchangeMiddleware(allow_origins(super().build_middleware_stack(), settings), settings)

    def openapi(self) -> dict[str, Any]:
        """Complete the OpenAPI document once. FastAPI keeps it, and generates another after a new route."""
        kept = self.openapi_schema
        document = super().openapi()
        if document is not kept:
            native_document(document)
        return document


def create_app(settings: Settings | None = None, *, strict: bool | None = None, **options: Any) -> FastAPI:
    """Create the application. Without settings, it reads them from the environment.

    `strict` turns the layer on or off; None leaves that to the settings. `options` are arguments of `FastAPI`.
    """
    settings = settings or Settings()
    if strict is not None:
        settings = settings.model_copy(update={"strict": strict})
    logs.configure(settings)
    defaults: dict[str, Any] = {
        "title": "Likewise on FastAPI",
        "openapi_url": "/native/openapi.json",
        "docs_url": None,  # `docs_page` in its place
        "redoc_url": None,
    }
    if "docs_url" not in options:
        defaults["swagger_ui_oauth2_redirect_url"] = f"{DOCS}/oauth2-redirect"
    handlers = EXCEPTION_HANDLERS | options.pop("exception_handlers", {})
    app = Application(**{**defaults, **options}, exception_handlers=handlers)
    if app.openapi_url and "docs_url" not in options:
        docs_page(app)
    app.state.likewise = Resources(settings)
    database.init_app(app, settings)
    for router in routes.ROUTERS:
        app.include_router(
            strict_router(router) if settings.strict else router,
            responses=DESCRIBED,
            generate_unique_id_function=operation_id,
        )
    return app
