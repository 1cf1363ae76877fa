"""The unit of work: one transaction, committed before the answer is built; violations become errors of errors.py."""

from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager

from sqlalchemy.ext.asyncio import AsyncSession, async_scoped_session
from sqlalchemy.orm import Session, scoped_session

from ..errors import Conflict
from .integrity import Violation, violation
from .sqlite import WRITES

AnySession = AsyncSession | async_scoped_session[AsyncSession]
AnySyncSession = Session | scoped_session[Session]


@asynccontextmanager
async def unit_of_work(session: AnySession, duplicate: type[Conflict] = Conflict) -> AsyncGenerator[None]:
    """Run the body in one transaction that may write, and commit it. Its rows can still be read after the commit.

    On SQLite the transaction takes the write lock when it begins.

    Raises `duplicate` if a unique constraint is violated and `Conflict` if another constraint is, at a statement or at
    COMMIT. After any error the transaction is rolled back.
    """
    with violations_as(duplicate):
        async with session.begin():
            await session.connection(execution_options={WRITES: True})
            yield


@contextmanager
def sync_unit_of_work(session: AnySyncSession, duplicate: type[Conflict] = Conflict) -> Generator[None]:
    """Do the same over a sync session."""
    with violations_as(duplicate), session.begin():
        session.connection(execution_options={WRITES: True})
        yield


@contextmanager
def violations_as(duplicate: type[Conflict]) -> Generator[None]:
    """Raise `duplicate` or `Conflict` instead of a constraint's error; other errors pass through."""
    try:
        yield
    except Exception as error:
        match violation(error):
            case Violation.DUPLICATE:
                raise duplicate from error
            case Violation.OTHER:
                raise Conflict from error
            case None:
                raise
