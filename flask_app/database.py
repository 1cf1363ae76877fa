"""The databases: Advanced Alchemy's extension opens and closes the sessions, core's unit of work commits."""

import weakref
from typing import cast

from advanced_alchemy.extensions.flask import AdvancedAlchemy, SQLAlchemySyncConfig, get_database_migration_plugin
from flask import Flask, current_app
from sqlalchemy.orm import Session

from core.analytics.configuration import AnalyticsSession, analytics_config
from core.database.engine import sync_config
from core.models import ANALYTICS
from core.settings import Settings


def init_app(app: Flask, settings: Settings) -> None:
    """Attach the extension in its default mode, which is manual."""
    primary = sync_config(SQLAlchemySyncConfig, settings)
    AdvancedAlchemy([primary, analytics_config(SQLAlchemySyncConfig, settings)], app)
    # WSGI has no shutdown: this runs when the application is collected, or at the latest at exit.
    weakref.finalize(app, primary.get_engine().dispose)


def db_session() -> Session:
    """The request's session of the primary database; the extension closes it with the application context.

    A streamed body comes later. It may still use the session, which a close only resets, in transactions of its own.
    """
    return get_database_migration_plugin(current_app).get_sync_session()


def analytics_session() -> AnalyticsSession:
    """The request's session of the database under the bind key `analytics`."""
    return cast("AnalyticsSession", get_database_migration_plugin(current_app).get_sync_session(ANALYTICS))
