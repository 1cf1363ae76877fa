"""`seed` and `unseed`: add the sample data, and remove it."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TypeVar
from uuid import uuid4

from advanced_alchemy.config import SQLAlchemySyncConfig
from sqlalchemy.orm import Session

from ..analytics.configuration import analytics_sessions
from ..database.engine import sync_config
from ..database.unit_of_work import sync_unit_of_work
from ..errors import NotReady, RefreshRunning
from ..sample_data import loading
from ..services_sync import AnalyticsService, Objects
from ..settings import CommandSettings
from ..storage import object_store
from .caller import OPERATOR

Result = TypeVar("Result")


def seed(settings: CommandSettings) -> loading.Counts:
    """Add the sample data that is missing, in one transaction. Return how many rows of each kind were added.

    Files are stored before the commit, as the document service does, and removed if the transaction fails. With a store
    in memory there are no documents: their files would be lost when this process ends.
    """
    objects = Objects(object_store(settings))
    keys: list[str] = []

    def store(content: bytes) -> str:
        keys.append(uuid4().hex)
        objects.write(keys[-1], [content])
        return keys[-1]

    try:
        lasting_store = None if settings.storage == "memory://" else store
        counts = _in_one_transaction(settings, partial(loading.add, store=lasting_store))
    except BaseException:
        objects.remove(keys)
        raise
    _refresh_analytics(settings)
    return counts


def unseed(settings: CommandSettings) -> loading.Counts:
    """Remove the sample data, in one transaction. Return how many rows of each kind were removed."""
    counts, keys = _in_one_transaction(settings, loading.remove)
    Objects(object_store(settings)).remove(keys)
    _refresh_analytics(settings)
    return counts


def _in_one_transaction(settings: CommandSettings, work: Callable[[Session], Result]) -> Result:
    config = sync_config(SQLAlchemySyncConfig, settings)
    try:
        with config.get_session() as session, sync_unit_of_work(session):
            return work(session)
    finally:
        config.get_engine().dispose()


def _refresh_analytics(settings: CommandSettings) -> None:
    """Refresh the analytics. Without DuckDB, which is an extra, there are none."""
    config = sync_config(SQLAlchemySyncConfig, settings)
    try:
        with config.get_session() as session, suppress(NotReady, RefreshRunning):
            AnalyticsService(session, analytics=analytics_sessions(settings)()).refresh_activity(OPERATOR)
    finally:
        config.get_engine().dispose()
