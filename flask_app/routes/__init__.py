"""The views, one blueprint a resource."""

from flask import Flask

from . import analytics, auth, documents, members, posts, system, tags, teams, users


def init_app(app: Flask) -> None:
    """Register the blueprints in the contract's order."""
    app.register_blueprint(auth.blueprint)
    app.register_blueprint(users.blueprint)
    app.register_blueprint(posts.blueprint)
    app.register_blueprint(teams.blueprint)
    app.register_blueprint(members.blueprint)
    app.register_blueprint(tags.blueprint)
    app.register_blueprint(documents.blueprint)
    app.register_blueprint(analytics.blueprint)
    app.register_blueprint(system.blueprint)
