"""The primary database: Advanced Alchemy's extension holds the engine and gives each request its session."""

from advanced_alchemy.extensions.fastapi import AdvancedAlchemy, SQLAlchemyAsyncConfig
from fastapi import FastAPI

from core.database import async_config
from core.settings import Settings


def init_database(app: FastAPI, settings: Settings) -> None:
    """Attach the extension: a session a request, closed after it, the engine disposed of with the lifespan.

    Its commit mode stays "manual": the services commit before the answer, its middleware would afterwards.
    """
    app.state.database = AdvancedAlchemy(async_config(SQLAlchemyAsyncConfig, settings), app)
