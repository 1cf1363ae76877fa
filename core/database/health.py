"""Checks whether the database answers, for the operation `ready`."""

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from ..errors import NotReady
from .unit_of_work import AnySession, AnySyncSession


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
