"""The analytics database: DuckDB files, each built whole and then only read; the newest is the one that counts.

DuckDB takes one writer and no reader beside it, from whichever process. So a refresh builds a file of its own and puts
it beside the one that is read; who reads keeps reading what it opened.
"""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID, uuid4

from filelock import FileLock, Timeout

from core import schemas
from core.errors import NotReady, RefreshRunning
from core.settings import CommandSettings

Row = tuple[UUID, str, datetime]

TABLES = """
CREATE TABLE event (id UUID NOT NULL, kind VARCHAR NOT NULL, day DATE NOT NULL);
CREATE TABLE refresh (refreshed_at TIMESTAMP NOT NULL, events BIGINT NOT NULL);
"""
ADD = "INSERT INTO event SELECT unnest(?::UUID[]), unnest(?::VARCHAR[]), unnest(?::DATE[])"
COUNT = """
SELECT day, kind, count(*) FROM event
WHERE day BETWEEN coalesce($first, day) AND coalesce($last, day) AND kind = coalesce($kind, kind)
GROUP BY ALL ORDER BY ALL
"""


def driver() -> ModuleType:
    """DuckDB, which is an extra. Raises `NotReady` where it is not installed."""
    try:
        import duckdb  # noqa: PLC0415 -- see above
    except ModuleNotFoundError as error:
        raise NotReady from error
    return duckdb


class Analytics:
    """Made once for a process. Everything here takes its time: async code calls it in a thread."""

    def __init__(self, settings: CommandSettings) -> None:
        self.directory = Path(settings.analytics).absolute()

    def newest(self) -> Path | None:
        """The file that is read; names sort by age."""
        return max(self.directory.glob("*.duckdb"), default=None)

    def activity(self, query: schemas.ActivityQuery) -> schemas.Activity:
        """Count by day and kind."""
        duckdb = driver()
        while (path := self.newest()) is not None:
            try:
                connection = duckdb.connect(path, read_only=True)
            except duckdb.IOException:
                if path == self.newest():
                    raise
                continue  # a refresh has put a newer one in its place
            with connection:
                rows = connection.execute(
                    COUNT, {"first": query.from_, "last": query.to, "kind": query.kind}
                ).fetchall()
                (refreshed_at,) = connection.execute("SELECT refreshed_at FROM refresh").fetchone() or (None,)
            items = [schemas.DayActivity(day=day, kind=kind, count=count) for day, kind, count in rows]
            return schemas.Activity(items=items, refreshed_at=refreshed_at and refreshed_at.replace(tzinfo=UTC))
        return schemas.Activity(items=[], refreshed_at=None)

    def build(self) -> "Build":
        """Begin a refresh. Raises `RefreshRunning`, whoever on this machine runs it."""
        self.directory.mkdir(parents=True, exist_ok=True)
        # Not bound to a thread: a refresh goes from one to the next. It ends with the process, however that ends.
        lock = FileLock(self.directory / "refresh.lock", timeout=0, thread_local=False)
        try:
            lock.acquire()
        except Timeout:
            raise RefreshRunning from None
        return Build(self, lock)


class Build:
    """A refresh under way: add all events, then finish; close in any case."""

    def __init__(self, analytics: Analytics, lock: FileLock) -> None:
        self._analytics = analytics
        self._lock = lock
        for left in analytics.directory.glob("*.building*"):
            left.unlink()  # by a process that was killed
        self._path = analytics.directory / f"{uuid4().hex}.building"
        self._connection = driver().connect(self._path)
        self._connection.execute(TABLES)

    def add(self, rows: Sequence[Row]) -> None:
        """Add events: id, kind, and when."""
        if rows:
            ids, kinds, times = zip(*rows, strict=True)
            days = [time.astimezone(UTC).date() for time in times]  # psycopg tells them in the zone of the session
            self._connection.execute(ADD, [list(map(str, ids)), list(kinds), days])

    def finish(self) -> schemas.Refreshed:
        """Put the file where it is read, in one step."""
        now = datetime.now(UTC)
        statement = "INSERT INTO refresh SELECT ?, count(*) FROM event RETURNING events"
        (events,) = self._connection.execute(statement, [now.replace(tzinfo=None)]).fetchone() or (0,)
        self._connection.close()
        older: list[Any] = list(self._analytics.directory.glob("*.duckdb"))
        os.replace(self._path, self._analytics.directory / f"{now:%Y%m%dT%H%M%S%f}.duckdb")  # noqa: PTH105 -- says that it is atomic
        for path in older:
            path.unlink()
        return schemas.Refreshed(events=events, refreshed_at=now)

    def close(self) -> None:
        """Let the next refresh begin; of one that has not finished nothing stays."""
        self._connection.close()
        self._path.unlink(missing_ok=True)
        self._lock.release()
