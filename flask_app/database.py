"""Advanced Alchemy's Flask extension over core's configurations; its commit mode is manual: services commit."""

import weakref
from typing import cast

from advanced_alchemy.extensions.flask import AdvancedAlchemy, SQLAlchemySyncConfig
from flask import Flask, current_app
from sqlalchemy.orm import Session

from core.analytics.configuration import AnalyticsSession, analytics_config
from core.database.engine import sync_config
from core.models import ANALYTICS
from core.settings import Settings


def init_app(app: Flask, settings: Settings) -> None:
    """Give the application its engines, and the `flask database` commands."""
    config = sync_config(SQLAlchemySyncConfig, settings)
    AdvancedAlchemy([config, analytics_config(SQLAlchemySyncConfig, settings)], app)
    # WSGI tells nobody of its end; this runs when the application is collected, or at the latest at exit.
    weakref.finalize(app, config.get_engine().dispose)


def db_session() -> Session:
    """The session of this request, kept on `g`; the extension closes it with the application context.

    A body that is streamed comes later. It may still use the session, which a close only resets, in transactions of
    its own.
    """
    alchemy: AdvancedAlchemy = current_app.extensions["advanced_alchemy"]
    return alchemy.get_sync_session()


def analytics_session() -> AnalyticsSession:
    """The session of the other database, by its bind key; likewise."""
    alchemy: AdvancedAlchemy = current_app.extensions["advanced_alchemy"]
    return cast("AnalyticsSession", alchemy.get_sync_session(ANALYTICS))
