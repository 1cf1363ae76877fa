"""Configures and reads the analytics database, which is the newest DuckDB file in a directory.

DuckDB allows one writer without any reader, or many readers without a writer, over all processes. So a refresh
(refresh.py) builds a new file beside the current one, and files that are complete are only read.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, cast

from advanced_alchemy.config import EngineConfig, SQLAlchemySyncConfig
from sqlalchemy import Dialect, Engine, create_engine, event, func, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import NoSuchModuleError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateTable

from .. import schemas
from ..database.engine import SyncConfig
from ..errors import NotReady
from ..models import ANALYTICS, AnalyticsBase, CountedEvent, Refresh
from ..settings import CommandSettings


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

    Its sessions only read, and `read_activity` closes them.
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


def newest(directory: Path) -> Path | None:
    """Return the newest file. Names sort by age."""
    return max(directory.glob("*.duckdb"), default=None)


def open_newest(
    directory: Path, dialect: Dialect, record: object, arguments: list[Any], parameters: dict[str, Any]
) -> Any:
    """Connect in place of the dialect. Before the first refresh, connect to empty tables in memory."""
    while (path := newest(directory)) is not None:
        try:
            return dialect.connect(*arguments, **parameters, database=str(path), read_only=True)
        except dialect.loaded_dbapi.Error:
            if path == newest(directory):
                raise
            # Otherwise a refresh has just replaced it; try the newer file.
    connection = dialect.connect(*arguments, **parameters, database=":memory:")
    for table in AnalyticsBase.metadata.sorted_tables:
        connection.cursor().execute(str(CreateTable(table).compile(dialect=dialect)))
    return connection


def read_activity(session: AnalyticsSession, query: schemas.ActivityQuery) -> schemas.Activity:
    """Count events by day and kind. Closes the session here, in a thread: a framework would do it on its event loop."""
    columns = CountedEvent.day, CountedEvent.kind
    counted = select(*columns, func.count()).group_by(*columns).order_by(*columns)
    if query.from_ is not None:
        counted = counted.where(CountedEvent.day >= query.from_)
    if query.to is not None:
        counted = counted.where(CountedEvent.day <= query.to)
    if query.kind is not None:
        counted = counted.where(CountedEvent.kind == query.kind)
    with session:
        rows = session.execute(counted).tuples().all()
        refreshed_at = session.scalar(select(Refresh.refreshed_at))
    items = [schemas.DayActivity.model_validate({"day": day, "kind": kind, "count": n}) for day, kind, n in rows]
    return schemas.Activity(items=items, refreshed_at=refreshed_at)
