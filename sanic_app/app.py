"""The application factory: wiring only, from top to bottom."""

from itertools import count
from types import SimpleNamespace

from pydantic_core import to_json
from sanic import Sanic
from sanic_ext import Extend
from sanic_ext.extensions.http.extension import HTTPExtension
from sanic_ext.extensions.injection.extension import InjectionExtension

from core.services import Objects, Security
from core.settings import Settings
from core.storage import object_store
from core.telemetry import logs

from . import binding, database, dependencies, problems, routes
from .binding import Application, Request, StrictRouter
from .problems import ProblemHandler

numbers = count(1)


def create_app(settings: Settings | None = None) -> Application:
    """Make the application; without settings, from LIKEWISE_* in the environment."""
    settings = settings or Settings()
    logs.configure(settings)
    number = next(numbers)
    app = Sanic(
        f"likewise-{number}",  # a name of its own in Sanic's register
        ctx=SimpleNamespace(settings=settings),
        router=StrictRouter(),
        error_handler=ProblemHandler(),
        request_class=Request,
        strict_slashes=True,
        configure_logging=False,
        dumps=to_json,
    )
    app.after_server_stop(Sanic.unregister_app)  # pyright: ignore -- Sanic leaves the types of applications open
    app.config.API_TITLE = "Likewise"
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = 5.0  # a connection kept alive holds up the end for all of it
    app.config.MOTD = False
    app.config.REQUEST_MAX_HEADER_SIZE = 16 * 1024  # the most it takes; with its 8 KiB a long token is a 413, not a 401
    app.config.REQUEST_MAX_SIZE = max(app.config.REQUEST_MAX_SIZE, settings.json_limit, settings.upload_limit)
    app.config.TOUCHUP = number == 1  # rewrites Sanic's classes, and fails on what it has rewritten
    ext = Extend(
        app,
        built_in_extensions=False,
        extensions=[InjectionExtension, HTTPExtension],
        config={"cors": False, "http_all_methods": False},
    )

    database.attach(app)  # before binding: response middleware runs from the last to the first
    dependencies.attach(ext, Security(settings), Objects(object_store(settings)))
    binding.attach(app)
    problems.attach(app)
    routes.attach(app)
    return app
