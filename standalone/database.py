"""The databases: Advanced Alchemy's plain configurations, without an extension; core's unit of work commits."""

from advanced_alchemy.config import SQLAlchemyAsyncConfig, SQLAlchemySyncConfig

from core.database.engine import async_config, sync_config
from core.settings import Settings


def async_database(settings: Settings) -> SQLAlchemyAsyncConfig:
    return async_config(SQLAlchemyAsyncConfig, settings)


def sync_database(settings: Settings) -> SQLAlchemySyncConfig:
    return sync_config(SQLAlchemySyncConfig, settings)
