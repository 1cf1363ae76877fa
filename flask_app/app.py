"""The application: wiring only, in the order that a request meets it."""

from flask import Flask

from core.settings import Settings
from core.telemetry import logs

from . import database, dependencies, exchange, problems, routes, strict


def create_app(settings: Settings | None = None) -> Flask:
    """Create the application, without settings from those of the environment."""
    settings = settings or Settings()
    logs.configure(settings)
    app = strict.Application(__name__, static_folder=None)
    app.config["SERVER_NAME"] = "localhost"  # else the client's Host header decides over routing and links
    app.config.from_prefixed_env()  # Flask's own settings: FLASK_TRUSTED_HOSTS and the like
    dependencies.init_app(app, settings)
    database.init_app(app, settings)
    exchange.init_app(app)
    problems.init_app(app)
    strict.init_app(app)
    routes.init_app(app)
    return app
