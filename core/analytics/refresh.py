"""Builds a new file of the analytics database from all events, and replaces the current file."""

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
from ..storage import make_private
from .configuration import duckdb_engine

Row = tuple[UUID, str, datetime]

# Takes a list for each column. DuckDB is slow with single rows, as the ORM would send them.
COLUMNS = CountedEvent.__table__.columns
LISTS = (func.unnest(cast(bindparam(column.name), ARRAY(column.type))) for column in COLUMNS)
ADD = insert(CountedEvent).from_select(COLUMNS.keys(), select(*LISTS))
RAW = {"dml_strategy": "raw"}  # otherwise the ORM takes the lists for rows


class Build:
    """One refresh. Call `create`, `add` for all events and `finish`; call `close` in any case.

    Raises `RefreshRunning` while another process or thread of this machine refreshes, `NotReady` without DuckDB.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._path = directory / f"{uuid4().hex}.building"
        self._engine = duckdb_engine(URL.create("duckdb", database=str(self._path)), poolclass=NullPool)
        self._session = Session(self._engine)
        make_private(directory)
        # Not local to a thread: the steps of a refresh run in several. The system releases it if the process dies.
        self._lock = FileLock(directory / "refresh.lock", timeout=0, thread_local=False)
        try:
            self._lock.acquire()
        except Timeout:
            raise RefreshRunning from None

    def create(self) -> None:
        """Create empty tables."""
        for left in self._directory.glob("*.building*"):
            left.unlink()  # the file of a process that was killed
        AnalyticsBase.metadata.create_all(self._engine, checkfirst=False)

    def add(self, rows: Sequence[Row]) -> None:
        """Add events, each with its id, kind and time."""
        if rows:
            ids, kinds, times = zip(*rows, strict=True)
            days = [
                time.astimezone(UTC).date() for time in times
            ]  # psycopg returns times in the time zone of the session
            with self._session.begin():
                self._session.execute(ADD, {"id": ids, "kind": kinds, "day": days}, execution_options=RAW)

    def finish(self) -> schemas.Refreshed:
        """Replace the current file by the new one, atomically."""
        now = datetime.now(UTC)
        with self._session.begin():
            events = self._session.scalars(select(func.count(CountedEvent.id))).one()
            self._session.add(Refresh(refreshed_at=now, events=events))
        self._session.close()
        older = list(self._directory.glob("*.duckdb"))
        os.replace(self._path, self._directory / f"{now:%Y%m%dT%H%M%S%f}.duckdb")  # noqa: PTH105 -- documented as atomic
        for path in older:
            path.unlink()
        return schemas.Refreshed(events=events, refreshed_at=now)

    def close(self) -> None:
        """Delete the file of a refresh that has not finished, and let the next refresh begin."""
        self._session.close()
        self._path.unlink(missing_ok=True)
        self._lock.release()
