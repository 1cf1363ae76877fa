"""A refresh of the analytics database: a new file with all that has happened, in place of the one that is read."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

from filelock import FileLock, Timeout
from sqlalchemy import ARRAY, bindparam, cast, func, insert, select
from sqlalchemy.engine import URL
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from .. import schemas
from ..errors import RefreshRunning
from ..models import AnalyticsBase, CountedEvent, Refresh
from .configuration import duckdb_engine

Row = tuple[UUID, str, datetime]

# Takes a list for each column: row by row, as the ORM would send them, DuckDB is slow.
COLUMNS = CountedEvent.__table__.columns
LISTS = (func.unnest(cast(bindparam(column.name), ARRAY(column.type))) for column in COLUMNS)
ADD = insert(CountedEvent).from_select(COLUMNS.keys(), select(*LISTS))
AS_IT_IS = {"dml_strategy": "raw"}  # or the ORM would take the lists for rows


class Build:
    """A refresh under way: create the tables, add all events, then finish; close in any case.

    Raises `RefreshRunning`, whoever on this machine runs it, and `NotReady` without DuckDB.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._path = directory / f"{uuid4().hex}.building"
        self._engine = duckdb_engine(URL.create("duckdb", database=str(self._path)), poolclass=NullPool)
        self._session = Session(self._engine)
        directory.mkdir(parents=True, exist_ok=True)
        # Not bound to a thread: a refresh goes from one to the next. It ends with the process, however that ends.
        self._lock = FileLock(directory / "refresh.lock", timeout=0, thread_local=False)
        try:
            self._lock.acquire()
        except Timeout:
            raise RefreshRunning from None

    def create(self) -> None:
        """Begin with empty tables."""
        for left in self._directory.glob("*.building*"):
            left.unlink()  # by a process that was killed
        AnalyticsBase.metadata.create_all(self._engine, checkfirst=False)

    def add(self, rows: Sequence[Row]) -> None:
        """Add events: id, kind, and when."""
        if rows:
            ids, kinds, times = zip(*rows, strict=True)
            days = [time.astimezone(UTC).date() for time in times]  # psycopg tells them in the zone of the session
            with self._session.begin():
                self._session.execute(ADD, {"id": ids, "kind": kinds, "day": days}, execution_options=AS_IT_IS)

    def finish(self) -> schemas.Refreshed:
        """Put the file where it is read, in one step."""
        now = datetime.now(UTC)
        with self._session.begin():
            events = self._session.scalars(select(func.count(CountedEvent.id))).one()
            self._session.add(Refresh(refreshed_at=now, events=events))
        self._session.close()
        older = list(self._directory.glob("*.duckdb"))
        os.replace(self._path, self._directory / f"{now:%Y%m%dT%H%M%S%f}.duckdb")  # noqa: PTH105 -- says that it is atomic
        for path in older:
            path.unlink()
        return schemas.Refreshed(events=events, refreshed_at=now)

    def close(self) -> None:
        """Let the next refresh begin; of one that has not finished nothing stays."""
        self._session.close()
        self._path.unlink(missing_ok=True)
        self._lock.release()
