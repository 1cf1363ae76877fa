"""The application: wiring only, in the order that a request meets it."""

# pyright: reportUnknownMemberType=false
# Sanic leaves listeners without types.

from itertools import count
from types import SimpleNamespace
from typing import Any

from pydantic_core import to_json
from sanic import Sanic
from sanic_ext import Extend
from sanic_ext.config import PRIORITY
from sanic_ext.extensions.http.extension import HTTPExtension
from sanic_ext.extensions.injection.extension import InjectionExtension

from core.services import Resources
from core.settings import Settings
from core.telemetry import logs

from . import database, dependencies, exchange, problems, routes, strict
from .native import native_document
from .problems import ProblemHandler
from .strict import StrictRequest, StrictRouter

numbers = count(1)


def create_app(settings: Settings | None = None) -> Sanic[Any, Any]:
    """Create the application, without settings from those of the environment."""
    settings = settings or Settings()
    logs.configure(settings)
    number = next(numbers)
    app = Sanic(
        f"likewise-{number}",  # Sanic's register takes each name once
        ctx=SimpleNamespace(resources=Resources(settings)),
        router=StrictRouter(),
        error_handler=ProblemHandler(),
        request_class=StrictRequest,
        strict_slashes=True,
        configure_logging=False,
        dumps=to_json,
    )
    app.after_server_stop(Sanic.unregister_app)  # pyright: ignore -- Sanic leaves the types of applications open
    app.config.API_TITLE = "Likewise"
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = 5.0  # a connection that is kept alive delays the end for all of it
    app.config.MOTD = False
    app.config.REQUEST_MAX_HEADER_SIZE = 16 * 1024  # Sanic's most; with its default, a long token is a 413, not a 401
    app.config.REQUEST_MAX_SIZE = max(app.config.REQUEST_MAX_SIZE, settings.json_limit, settings.upload_limit)
    app.config.TOUCHUP = number == 1  # it rewrites Sanic's classes, and fails on classes that it has rewritten
    ext = Extend(
        app,
        built_in_extensions=False,
        extensions=[InjectionExtension, HTTPExtension],
        config={"cors": False, "http_all_methods": False},
    )
    app.before_server_start(skip_recompiling, priority=PRIORITY + 1)
    database.attach(app)  # first: response middleware runs from the last to the first
    dependencies.attach(ext)
    strict.attach(app)
    exchange.attach(app)
    problems.attach(app)
    routes.attach(app)
    native_document(app)
    return app


async def skip_recompiling(app: Sanic[Any, Any]) -> None:
    """Let sanic-ext add its routes as before the start: else Sanic compiles all routes for each, in all 0.3 seconds."""
    app.state.is_started = False
