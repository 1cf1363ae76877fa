"""Advanced Alchemy's Flask extension over core's configuration; its commit mode is manual: services commit."""

import weakref

from advanced_alchemy.extensions.flask import AdvancedAlchemy, SQLAlchemySyncConfig
from flask import Flask, current_app
from sqlalchemy.orm import Session

from core.database import sync_config
from core.settings import Settings


def init_app(app: Flask, settings: Settings) -> None:
    """Give the application its engine, and the `flask database` commands."""
    config = sync_config(SQLAlchemySyncConfig, settings)
    AdvancedAlchemy(config, app)
    # WSGI tells nobody of its end; this runs when the application is collected, or at the latest at exit.
    weakref.finalize(app, config.get_engine().dispose)


def db_session() -> Session:
    """The session of this request, kept on `g`; the extension closes it with the application context.

    A body that is streamed comes later. It may still use the session, which a close only resets, in transactions of
    its own.
    """
    alchemy: AdvancedAlchemy = current_app.extensions["advanced_alchemy"]
    return alchemy.get_sync_session()
