"""A database that is gone: whatever was asked of it is told as not ready, where SQLAlchemy meets the driver.

Not by each adapter: the drivers have various errors for it, and those of asyncpg's connect() SQLAlchemy does not wrap.
"""

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy import AsyncAdaptedQueuePool, Engine, PoolProxiedConnection, QueuePool, event, exc
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from ..errors import Busy, LikewiseError, NotReady

# https://www.postgresql.org/docs/current/errcodes-appendix.html: shut down, crashed, starting or stopping
GOING = {"57P01", "57P02", "57P03"}


def tell_outages(engine: Engine) -> None:
    """Have the engine raise `NotReady` where a connection is lost under a statement."""
    event.listen(engine, "handle_error", lost)


class TellingPool(QueuePool):
    """Raises `Busy` where no connection became free in time, `NotReady` where none can be made."""

    def connect(self) -> PoolProxiedConnection:
        with telling():
            return super().connect()


class AsyncTellingPool(AsyncAdaptedQueuePool):
    """Likewise, on an event loop."""

    def connect(self) -> PoolProxiedConnection:
        with telling():
            return super().connect()


@contextmanager
def telling() -> Generator[None]:
    """Not by the event `do_connect`: what an engine does with a new connection, and may lose it by, comes later."""
    try:
        yield
    except (ImportError, LikewiseError):
        raise
    except exc.TimeoutError as error:
        raise Busy from error
    except Exception as error:
        raise NotReady from error


def lost(context: ExceptionContext) -> NotReady | None:
    """What to raise in place of an error; None where the connection holds."""
    error = context.original_exception
    # The word that it is going comes before the end of the connection, which is all that asyncpg's dialect looks at.
    if isinstance(error, OSError) or getattr(error, "sqlstate", None) in GOING:
        context.is_disconnect = True
    # A ping that fails is followed by a new connection; a request that is cancelled loses one too, and is no outage.
    if context.is_pre_ping or not context.is_disconnect or not isinstance(error, Exception):
        return None
    return NotReady()


class ForgivingSession(Session):
    """Closes without complaint: what has been read is answered, though its connection is lost before the rollback."""

    def close(self) -> None:
        try:
            super().close()
        except NotReady:
            super().invalidate()


class AsyncForgivingSession(AsyncSession):
    """Likewise; not as the sync session within it, for which Advanced Alchemy has a class of its own."""

    async def close(self) -> None:
        try:
            await super().close()
        except NotReady:
            await super().invalidate()
