"""Turns the loss of the database into `NotReady`, and a full pool into `Busy`; both are answered with 503.

It does so where SQLAlchemy calls the driver.

Adapters could not do this: each driver has its own errors, and SQLAlchemy does not wrap those of asyncpg's connect().
"""

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy import AsyncAdaptedQueuePool, Engine, PoolProxiedConnection, QueuePool, event, exc
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from ..errors import Busy, LikewiseError, NotReady

# https://www.postgresql.org/docs/current/errcodes-appendix.html: shut down, crashed, starting or stopping
SHUTDOWNS = {"57P01", "57P02", "57P03"}


def report_outages(engine: Engine) -> None:
    """Make the engine raise `NotReady` when a statement loses its connection."""
    event.listen(engine, "handle_error", convert_lost_connection)


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


def convert_lost_connection(context: ExceptionContext) -> NotReady | None:
    """Return the error to raise instead; None if the connection still works."""
    error = context.original_exception
    # PostgreSQL announces a shutdown before it closes the connection; asyncpg's dialect only sees the latter.
    if isinstance(error, OSError) or getattr(error, "sqlstate", None) in SHUTDOWNS:
        context.is_disconnect = True
    # After a failed ping the pool opens a new connection. A cancelled request loses a connection without an outage.
    if context.is_pre_ping or not context.is_disconnect or not isinstance(error, Exception):
        return None
    return NotReady()


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
