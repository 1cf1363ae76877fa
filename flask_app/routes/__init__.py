"""The routes: a module with a `blueprint` for each resource, in the order of the contract."""

from flask import Flask

from . import analytics, auth, documents, members, posts, system, tags, teams, users


def init_app(app: Flask) -> None:
    for module in (auth, users, posts, teams, members, tags, documents, analytics, system):
        app.register_blueprint(module.blueprint)
