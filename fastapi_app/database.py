"""The databases: Advanced Alchemy's extension holds the engines and gives each request its session, by bind key."""

from advanced_alchemy.extensions.fastapi import AdvancedAlchemy, SQLAlchemyAsyncConfig, SQLAlchemySyncConfig
from fastapi import FastAPI

from core.analytics.configuration import analytics_config
from core.database.engine import async_config
from core.settings import Settings


def init_databases(app: FastAPI, settings: Settings) -> None:
    """Attach the extension: a session a request, closed after it, the engine disposed of with the lifespan.

    Its commit mode stays "manual": the services commit before the answer, its middleware would afterwards.
    """
    primary = async_config(SQLAlchemyAsyncConfig, settings)
    analytics = analytics_config(SQLAlchemySyncConfig, settings)
    app.state.databases = AdvancedAlchemy([primary, analytics], app)
