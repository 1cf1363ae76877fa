"""The application factory: wiring only."""

from flask import Flask

from core.settings import Settings
from core.telemetry import logs

from . import binding, database, dependencies, exchange, problems, routes


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application; without settings, from LIKEWISE_* in the environment."""
    settings = settings or Settings()
    logs.configure(settings)
    app = binding.Application(__name__, static_folder=None)
    app.config["SERVER_NAME"] = "localhost"  # else the client's Host header decides over routing and links
    app.config.from_prefixed_env()  # whatever else is Flask's own: FLASK_TRUSTED_HOSTS and the like

    database.init_app(app, settings)
    dependencies.init_app(app, settings)
    exchange.init_app(app)
    problems.init_app(app)
    binding.init_app(app, settings)
    routes.init_app(app)
    return app
