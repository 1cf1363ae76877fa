"""The unit of work: one transaction, committed before the handler returns; refused writes become errors of the tree."""

from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_scoped_session
from sqlalchemy.orm import Session, scoped_session

from ..errors import Conflict, NotReady
from .engine import WRITES
from .integrity import Refusal, refusal

AnySession = AsyncSession | async_scoped_session[AsyncSession]
AnySyncSession = Session | scoped_session[Session]


@asynccontextmanager
async def unit_of_work(session: AnySession, duplicate: type[Conflict] = Conflict) -> AsyncGenerator[None]:
    """Run the body in one writing transaction and commit it.

    Raises `duplicate` when a unique key is taken and `Conflict` when another constraint refuses, be it at a statement
    or at COMMIT. After any error nothing of the body is kept.
    """
    with refusals_as(duplicate):
        async with session.begin():
            await session.connection(execution_options={WRITES: True})
            yield


@contextmanager
def sync_unit_of_work(session: AnySyncSession, duplicate: type[Conflict] = Conflict) -> Generator[None]:
    """The same over a sync session."""
    with refusals_as(duplicate), session.begin():
        session.connection(execution_options={WRITES: True})
        yield


@contextmanager
def refusals_as(duplicate: type[Conflict]) -> Generator[None]:
    """Raise `duplicate` or `Conflict` in place of a constraint's error; other errors pass."""
    try:
        yield
    except Exception as error:
        match refusal(error):
            case Refusal.DUPLICATE:
                raise duplicate from error
            case Refusal.OTHER:
                raise Conflict from error
            case None:
                raise


async def check_database(session: AnySession) -> None:
    """Send one statement. Raises `NotReady` if the database does not answer."""
    with outages_as_not_ready():
        await session.execute(text("SELECT 1"))


def sync_check_database(session: AnySyncSession) -> None:
    """The same over a sync session."""
    with outages_as_not_ready():
        session.execute(text("SELECT 1"))


@contextmanager
def outages_as_not_ready() -> Generator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise NotReady from error
