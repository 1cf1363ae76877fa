"""The application: wiring only. README.md says what a request meets, in which order."""

from typing import Any

from flask import Flask

from core.settings import Settings
from core.telemetry import logs

from . import commands, cors, database, dependencies, exchange, problems, routes
from . import strict as layer


def create_app(settings: Settings | None = None, *, strict: bool | None = None, **options: Any) -> Flask:
    """Create the application. Without settings, it reads them from the environment.

    `strict` turns the layer on or off; None leaves that to the settings. `options` are arguments of `Flask`.
    """
    settings = settings or Settings()
    if strict is not None:
        settings = settings.model_copy(update={"strict": strict})
    logs.configure(settings)
    # Flask's own default is a route for static files, which the contract does not know.
    arguments: dict[str, Any] = {"import_name": __package__, "static_folder": None, **options}
    app = problems.Application(**arguments)
    app.config.from_mapping(LIKEWISE=settings)
    debug = app.debug
    app.config.from_prefixed_env()  # Flask's own settings: FLASK_TRUSTED_HOSTS and the like
    app.debug = debug  # as Flask reads FLASK_DEBUG; to `from_prefixed_env`, "False" is a text, and true
    dependencies.init_app(app, settings)
    database.init_app(app, settings)
    commands.init_app(app, settings)
    exchange.init_app(app)
    cors.init_app(app, settings)
    problems.init_app(app)
    contract = routes.create_blueprint()
    if settings.strict:
        layer.init_app(app, contract)
    else:
        app.register_blueprint(contract)
    return app
