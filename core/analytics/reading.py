"""Reads the analytics database: opens the newest file, and counts events by day and kind."""

from pathlib import Path
from typing import Any

from sqlalchemy import Dialect, func, select
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateTable

from .. import schemas
from ..models import AnalyticsBase, CountedEvent, Refresh


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


def read_activity(session: Session, query: schemas.ActivityQuery) -> schemas.Activity:
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
