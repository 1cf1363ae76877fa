"""The routes: a blueprint for each tag of the contract, and sanic-ext's own document."""

from types import ModuleType

from sanic_ext import Config
from sanic_ext.extensions.openapi.blueprint import blueprint_factory

from ..binding import Application
from ..native import describe_handlers
from . import analytics, auth, documents, members, posts, system, tags, teams, users

MODULES: tuple[ModuleType, ...] = (auth, users, posts, teams, members, tags, documents, analytics, system)

describe_handlers(MODULES)


def attach(app: Application) -> None:
    for module in MODULES:
        blueprint = module.blueprint
        app.blueprint(blueprint.copy(blueprint.name))  # the original would hold on to every application it meets
    # sanic-ext's extension for it fails to start without its pages, which load scripts from elsewhere.
    app.blueprint(blueprint_factory(Config(oas_url_prefix="/native", oas_ui_redoc=False, oas_ui_swagger=False)))
