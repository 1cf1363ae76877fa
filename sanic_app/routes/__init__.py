"""The routes: a module with a `blueprint` for each resource, in the order of the contract."""

from types import ModuleType
from typing import Any

from sanic import Sanic

from ..native import describe_handlers
from . import analytics, auth, documents, members, posts, system, tags, teams, users

MODULES: tuple[ModuleType, ...] = (auth, users, posts, teams, members, tags, documents, analytics, system)

describe_handlers(MODULES)


def attach(app: Sanic[Any, Any]) -> None:
    for module in MODULES:
        # A copy, for the original would keep every application that it meets.
        app.blueprint(module.blueprint.copy(module.blueprint.name))
