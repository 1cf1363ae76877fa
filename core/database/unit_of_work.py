"""The unit of work: one transaction, committed before the answer is built; violations become errors of core's tree."""

from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_scoped_session
from sqlalchemy.orm import Session, scoped_session

from ..errors import Conflict, NotReady
from .integrity import Violation, violation
from .sqlite import WRITES

AnySession = AsyncSession | async_scoped_session[AsyncSession]
AnySyncSession = Session | scoped_session[Session]


@asynccontextmanager
async def unit_of_work(session: AnySession, duplicate: type[Conflict] = Conflict) -> AsyncGenerator[None]:
    """Run the body in one transaction that may write, and commit it.

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


async def check_database(session: AnySession) -> None:
    """Send one statement to the database. Raises `NotReady` if it does not answer."""
    with outages_as_not_ready():
        await session.execute(text("SELECT 1"))


def sync_check_database(session: AnySyncSession) -> None:
    """Do the same over a sync session."""
    with outages_as_not_ready():
        session.execute(text("SELECT 1"))


@contextmanager
def outages_as_not_ready() -> Generator[None]:
    """Raise `NotReady` instead of any error of SQLAlchemy."""
    try:
        yield
    except SQLAlchemyError as error:
        raise NotReady from error
