"""The unit of work: one transaction, committed before the answer is built, its refusals told as errors of the tree."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_scoped_session

from core.database import WRITES
from core.errors import Conflict, NotReady
from core.integrity import Refusal, refusal

AnySession = AsyncSession | async_scoped_session[AsyncSession]


@asynccontextmanager
async def unit_of_work(session: AnySession, duplicate: type[Conflict] = Conflict) -> AsyncGenerator[None]:
    """Run the body in one writing transaction and commit it.

    Raises `duplicate` where a unique key is taken, `Conflict` where another constraint refuses, at a statement or only
    at COMMIT; whatever is raised, nothing of the body is kept.
    """
    try:
        async with session.begin():
            await session.connection(execution_options={WRITES: True})
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
    """Ask the database for a sign of life. Raises `NotReady`."""
    try:
        await session.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        raise NotReady from error
