"""Configures the analytics database, which is the newest DuckDB file in a directory.

DuckDB allows one writer without any reader, or many readers without a writer, over all processes. So a refresh
(refresh.py) builds a new file beside the current one, and files that are complete are only read.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, cast

from advanced_alchemy.config import EngineConfig, SQLAlchemySyncConfig
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import NoSuchModuleError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from ..database.engine import SyncConfig
from ..errors import NotReady
from ..models import ANALYTICS
from ..settings import CommandSettings
from .reading import open_newest


class AnalyticsSession(Session):
    """A session that creates its engine with its first statement, in the thread that runs the statement.

    An engine costs about 40 MB and a pool of threads, and DuckDB may not be installed.
    """

    def __init__(self, config: SQLAlchemySyncConfig, directory: Path) -> None:
        super().__init__(expire_on_commit=False)
        self.config = config
        self.directory = directory

    def get_bind(self, *args: Any, **options: Any) -> Engine:
        """Create the engine. Raises `NotReady` if DuckDB, which is an extra, is not installed."""
        return self.config.get_engine()


def analytics_config(config_class: type[SyncConfig], settings: CommandSettings) -> SyncConfig:
    """Configure the analytics database under its bind key, with the configuration class of a framework.

    Its sessions only read, and `read_activity` (reading.py) closes them.
    """
    directory = Path(settings.analytics).absolute()
    config = config_class(
        bind_key=ANALYTICS,
        connection_string="duckdb://",
        create_engine_callable=partial(reading_engine, directory),
        engine_config=EngineConfig(poolclass=NullPool),  # a pooled connection would stay on an old file
    )
    config.session_maker = partial(AnalyticsSession, config, directory)
    return config


def analytics_sessions(settings: CommandSettings) -> Callable[[], AnalyticsSession]:
    """Configure the database without a framework, and return its session maker."""
    config = analytics_config(SQLAlchemySyncConfig, settings)
    return cast("Callable[[], AnalyticsSession]", config.create_session_maker())


def reading_engine(directory: Path, url: str, **options: Any) -> Engine:
    """Create an engine whose connections each open the newest file."""
    engine = duckdb_engine(url, **options)
    event.listen(engine, "do_connect", partial(open_newest, directory))
    return engine


def duckdb_engine(url: str | URL, **options: Any) -> Engine:
    """Create an engine. Raises `NotReady` if DuckDB is not installed."""
    try:
        return create_engine(url, **options)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise NotReady from error
