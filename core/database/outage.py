"""Turns the loss of the database into `NotReady`, and what another try may get into `Busy`; both are a 503.

It does so where SQLAlchemy calls the driver.

Adapters could not do this: each driver has its own errors, and SQLAlchemy does not wrap those of asyncpg's connect().
"""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy import AsyncAdaptedQueuePool, Engine, PoolProxiedConnection, QueuePool, event, exc
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from ..errors import Busy, LikewiseError, NotReady

# https://www.postgresql.org/docs/current/errcodes-appendix.html: shut down, crashed, starting or stopping, and a server
# that only reads, which is what a failover leaves of the one before: a new connection may lead to its successor
LOST = {"57P01", "57P02", "57P03", "25006"}
# A deadlock, a lock that was not free in time, a statement that took too long
NOT_NOW = {"40P01", "55P03", "57014"}


def report_outages(engine: Engine) -> None:
    """Make the engine raise `NotReady` when a statement loses its connection, and `Busy` when it may succeed later."""
    event.listen(engine, "handle_error", convert_outage)


class OutagePool(QueuePool):
    """A pool that raises `Busy` when no connection becomes free in time, and `NotReady` when none can be opened."""

    def connect(self) -> PoolProxiedConnection:
        with pool_errors():
            return super().connect()


class AsyncOutagePool(AsyncAdaptedQueuePool):
    """`OutagePool` for an event loop."""

    def connect(self) -> PoolProxiedConnection:
        with pool_errors():
            return super().connect()


@contextmanager
def pool_errors() -> Generator[None]:
    """Convert the errors of a pool.

    The event `do_connect` would be too early: the engine then sets up the new connection, and may lose it by that.
    """
    try:
        yield
    except (ImportError, LikewiseError):
        raise
    except exc.TimeoutError as error:
        raise Busy from error
    except Exception as error:
        raise NotReady from error


def convert_outage(context: ExceptionContext) -> NotReady | None:
    """Return the error to raise instead; None if it is none of these."""
    error = context.original_exception
    if sqlstate(error) in NOT_NOW or is_locked(error):
        return Busy()
    # PostgreSQL announces a shutdown before it closes the connection; asyncpg's dialect only sees the latter.
    if isinstance(error, OSError) or sqlstate(error) in LOST:
        context.is_disconnect = True
    # After a failed ping the pool opens a new connection. A cancelled request loses a connection without an outage.
    if context.is_pre_ping or not context.is_disconnect or not isinstance(error, Exception):
        return None
    return NotReady()


def sqlstate(error: BaseException) -> str | None:
    """Return PostgreSQL's code of an error."""
    return getattr(error, "sqlstate", None)


def is_locked(error: BaseException) -> bool:
    """Return whether SQLite did not get a lock in time. The lower eight bits of its codes are the kind of error."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY


class ForgivingSession(Session):
    """A session whose close() does not fail if the connection is lost before the rollback.

    What the request has read by then is still a valid answer.
    """

    def close(self) -> None:
        try:
            super().close()
        except NotReady:
            super().invalidate()


class AsyncForgivingSession(AsyncSession):
    """`ForgivingSession` for an event loop. Advanced Alchemy chooses the class of the sync session inside it."""

    async def close(self) -> None:
        try:
            await super().close()
        except NotReady:
            await super().invalidate()
