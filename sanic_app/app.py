"""The application factory: wiring only, from top to bottom."""

from itertools import count

from pydantic_core import to_json
from sanic import Sanic
from sanic.signals import Event
from sanic_ext.config import PRIORITY
from sanic_ext.extensions.http.extension import HTTPExtension
from sanic_ext.extensions.injection.extension import InjectionExtension
from sanic_ext.extensions.openapi.blueprint import blueprint_factory

from core import logs
from core.services import Security
from core.settings import Settings

from .binding import Application, Context, Request, StrictRouter, check_length, complete, hold_signals, refuse_parameters, release_signals
from .database import close_session, connect, disconnect
from .dependencies import add_dependencies
from .exchange import open_exchange, stamp
from .problems import ProblemHandler
from .routes import blueprints

applications = count(1)


def create_app(settings: Settings | None = None) -> Application:
    """Make the application; without settings, from LIKEWISE_* in the environment."""
    settings = settings or Settings()
    logs.configure(settings)
    number = next(applications)  # no two applications of a process have one name
    app = Sanic(
        f"likewise-{number}",
        ctx=Context(settings, Security(settings)),
        router=StrictRouter(),
        error_handler=ProblemHandler(),
        request_class=Request,
        strict_slashes=True,
        configure_logging=False,
        dumps=to_json,
    )
    app.config.API_TITLE = "Likewise"
    app.config.MOTD = False
    app.config.TOUCHUP = number == 1  # it rewrites Sanic's classes, and fails where they are rewritten already

    app.extend(
        built_in_extensions=False,
        extensions=[InjectionExtension, HTTPExtension],
        config={
            "cors": False,
            "http_all_methods": False,
            "oas_ui_redoc": False,
            "oas_ui_swagger": False,
            "oas_url_prefix": "/native",
        },
    )
    add_dependencies(app)

    app.before_server_start(connect)
    app.before_server_start(hold_signals, priority=PRIORITY + 1)
    app.before_server_start(release_signals, priority=PRIORITY - 1)
    app.after_server_stop(disconnect)
    app.after_server_stop(Sanic.unregister_app)
    app.add_signal(open_exchange, Event.HTTP_LIFECYCLE_REQUEST)
    app.add_signal(check_length, Event.HTTP_ROUTING_AFTER)
    app.signal(Event.HTTP_ROUTING_AFTER, priority=PRIORITY - 1)(refuse_parameters)  # after sanic-ext has injected
    app.on_response(stamp)
    app.on_response(complete)
    app.on_response(close_session)

    app.blueprint(blueprint_factory(app.config))
    for blueprint in blueprints:
        app.blueprint(blueprint.copy(blueprint.name))  # the original would hold on to every application it meets
    return app
