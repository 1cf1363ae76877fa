"""The application, wired from top to bottom."""

from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.types import ASGIApp

from core.http.openapi.document import components
from core.http.openapi.schemas import header_parameters
from core.http.operations import OPERATIONS
from core.services import Objects, Security
from core.settings import Settings
from core.storage import object_store
from core.telemetry import logs

from .database import init_databases
from .exchange import ExchangeMiddleware
from .problems import EXCEPTION_HANDLERS
from .routes import analytics, auth, documents, members, posts, system, tags, teams, users


class Application(FastAPI):
    """FastAPI with what only a subclass can change."""

    def build_middleware_stack(self) -> ASGIApp:
        """Put the exchange outside: added as a middleware, it would not see what ServerErrorMiddleware answers."""
        return ExchangeMiddleware(super().build_middleware_stack())

    def openapi(self) -> dict[str, Any]:
        """Add the headers that requests are read for, and what `responses` refers to; once, for FastAPI keeps it."""
        if self.openapi_schema is None:
            document, shared = super().openapi(), components()
            document["components"]["schemas"] = shared["schemas"] | document["components"]["schemas"]
            document["components"] |= {kind: shared[kind] for kind in ("headers", "parameters")}
            for operation in OPERATIONS:
                described = document["paths"][operation.path][operation.method.lower()]
                described["parameters"] = [*described.get("parameters", ()), *header_parameters(operation)]
        return super().openapi()


def operation_id(route: APIRoute) -> str:
    """Name an operation after its handler."""
    return route.name


def create_app(settings: Settings | None = None) -> FastAPI:
    """Make the application; without settings, from the environment."""
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
    app.state.settings = settings
    app.state.security = Security(settings)
    app.state.objects = Objects(object_store(settings))
    init_databases(app, settings)
    app.include_router(auth.router)
    app.include_router(users.router)
    app.include_router(posts.router)
    app.include_router(teams.router)
    app.include_router(members.router)
    app.include_router(tags.router)
    app.include_router(documents.router)
    app.include_router(analytics.router)
    app.include_router(system.router)
    return app
