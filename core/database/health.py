"""Checks whether the database answers, for the operation `ready`."""

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy import String, column, select, table
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from ..errors import NotReady
from .engine import MIGRATIONS, VERSIONS
from .unit_of_work import AnySession, AnySyncSession, in_session, reading, sync_in_session

# The file of a migration begins with its revision, and revisions are numbers.
REVISIONS = sorted(path.stem.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
REVISION = select(column("version_num", String())).select_from(table(VERSIONS))


async def check_database(session: AnySession) -> None:
    """Ask the database for its revision. Raises `NotReady` if it does not answer, or is not migrated."""
    await in_session(session, read_revision)


def sync_check_database(session: AnySyncSession) -> None:
    """Do the same over a sync session."""
    sync_in_session(session, read_revision)


def read_revision(session: Session) -> None:
    """Require a revision that is not older than this code. A newer one is what a deployment in progress leaves."""
    with outages_as_not_ready(), reading(session) as connection:
        found = connection.scalars(REVISION).all()
    if not found or not set(found).isdisjoint(REVISIONS[:-1]):
        raise NotReady


@contextmanager
def outages_as_not_ready() -> Generator[None]:
    """Raise `NotReady` instead of any error of SQLAlchemy."""
    try:
        yield
    except SQLAlchemyError as error:
        raise NotReady from error
