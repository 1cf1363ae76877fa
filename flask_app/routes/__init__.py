"""The views, one blueprint a resource."""

from flask import Flask

from . import auth, system, users


def init_app(app: Flask) -> None:
    """Register the blueprints in the contract's order."""
    app.register_blueprint(auth.blueprint)
    app.register_blueprint(users.blueprint)
    app.register_blueprint(system.blueprint)
