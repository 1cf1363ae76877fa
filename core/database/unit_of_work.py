"""The unit of work: one transaction, committed before the answer is built; violations become errors of errors.py."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncSession, async_scoped_session
from sqlalchemy.orm import Session, scoped_session

from ..errors import Conflict, LikewiseError
from .integrity import Violation, violation
from .sqlite import WRITES

AnySession = AsyncSession | async_scoped_session[AsyncSession]
AnySyncSession = Session | scoped_session[Session]
Done = TypeVar("Done")
Result = TypeVar("Result")
Parameters = ParamSpec("Parameters")

READS_ALONE = "reads_alone"
"""Execution option of an engine whose reads need no transaction."""

KEY = "unit_of_work"
"""Where `Session.info` keeps the unit of work that is running."""


class UnitOfWork(Generic[Done]):
    """A unit of work while it runs, with what must wait for its end. The steps of an async one are awaited."""

    def __init__(self, undo: Callable[[], Done] | None) -> None:
        self.committed: list[Callable[[], Done]] = []
        self.rolled_back = [] if undo is None else [undo]
        self.is_committing = False

    def after_commit(self, step: Callable[[], Done]) -> None:
        """Do this once the transaction is committed, and not if it is rolled back."""
        self.committed.append(step)

    def steps_after(self, error: BaseException) -> list[Callable[[], Done]]:
        """Return the steps that undo the unit after this error.

        There are none if the COMMIT got no answer: it may have succeeded.
        """
        return [] if self.is_committing and not isinstance(error, Conflict) else self.rolled_back

    def include(self, inner: "UnitOfWork[Done]") -> None:
        """Take over the steps of a unit that joined this one."""
        self.committed += inner.committed
        self.rolled_back += inner.rolled_back


@asynccontextmanager
async def unit_of_work(
    session: AnySession, duplicate: type[Conflict] = Conflict, undo: Callable[[], Awaitable[None]] | None = None
) -> AsyncGenerator[UnitOfWork[Awaitable[None]]]:
    """Run the body in one transaction that may write, and commit it. Its rows can still be read after the commit.

    Inside another unit of work on the same session, it becomes a part of that one, which commits everything at its own
    end or nothing. If the inner one fails and the outer one catches the error, only the inner one's changes are undone.
    `undo` is called if nothing is committed. A transaction that only read is ended first. On SQLite the transaction
    takes the write lock when it begins.

    Raises `duplicate` if a unique constraint is violated and `Conflict` if another constraint is, at a statement or at
    COMMIT. After any error the transaction is rolled back. Raises RuntimeError if the session has changes from before.
    """
    session = session.registry() if isinstance(session, async_scoped_session) else session
    outer: UnitOfWork[Awaitable[None]] | None = session.info.get(KEY)
    unit = UnitOfWork(undo)
    try:
        with violations_as(duplicate):
            if outer is not None:
                async with session.begin_nested():
                    yield unit
            else:
                if session.in_transaction():
                    refuse_changes(session.sync_session)
                    await session.commit()
                async with session.begin():
                    await session.connection(execution_options={WRITES: True})
                    with entered(session.info, unit):
                        yield unit
    except BaseException as error:  # a client who leaves cancels
        for step in unit.steps_after(error):
            await step()
        raise
    if outer is not None:
        outer.include(unit)
    else:
        for step in unit.committed:
            await step()


@contextmanager
def sync_unit_of_work(
    session: AnySyncSession, duplicate: type[Conflict] = Conflict, undo: Callable[[], None] | None = None
) -> Generator[UnitOfWork[None]]:
    """Do the same over a sync session."""
    session = session.registry() if isinstance(session, scoped_session) else session
    outer: UnitOfWork[None] | None = session.info.get(KEY)
    unit = UnitOfWork(undo)
    try:
        with violations_as(duplicate):
            if outer is not None:
                with session.begin_nested():
                    yield unit
            else:
                if session.in_transaction():
                    refuse_changes(session)
                    session.commit()
                with session.begin():
                    session.connection(execution_options={WRITES: True})
                    with entered(session.info, unit):
                        yield unit
    except BaseException as error:
        for step in unit.steps_after(error):
            step()
        raise
    if outer is not None:
        outer.include(unit)
    else:
        for step in unit.committed:
            step()


async def in_session(
    session: AnySession,
    function: Callable[Concatenate[Session, Parameters], Result],
    *arguments: Parameters.args,
    **options: Parameters.kwargs,
) -> Result:
    """Call a function of a sync session with this one, such as those of rows.py."""
    session = session.registry() if isinstance(session, async_scoped_session) else session
    return await session.run_sync(function, *arguments, **options)


def sync_in_session(
    session: AnySyncSession,
    function: Callable[Concatenate[Session, Parameters], Result],
    *arguments: Parameters.args,
    **options: Parameters.kwargs,
) -> Result:
    """Do the same over a sync session."""
    session = session.registry() if isinstance(session, scoped_session) else session
    return function(session, *arguments, **options)


@contextmanager
def reading(session: Session) -> Generator[Connection]:
    """Read over a connection that goes back to the pool at the end.

    In a transaction that has begun, a unit of work's or any other, the body is a part of it, and sees its changes.
    Otherwise there is no transaction, and each statement sees what was committed before it. This saves PostgreSQL a
    BEGIN and a COMMIT.
    """
    if session.in_transaction():
        session.flush()
        yield session.connection()
    else:
        with session.begin():
            alone = session.get_bind().get_execution_options().get(READS_ALONE, False)
            yield session.connection(execution_options={"isolation_level": "AUTOCOMMIT"} if alone else None)


def refuse_changes(session: Session) -> None:
    """Raise RuntimeError for changes that a unit of work would neither make nor undo."""
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("The session has changes from before this unit of work. Make them inside it.")


@contextmanager
def entered(info: dict[Any, Any], unit: UnitOfWork[Any]) -> Generator[None]:
    """Let the units of work that begin meanwhile join this one. Without an error, its COMMIT comes next."""
    info[KEY] = unit
    try:
        yield
    finally:
        del info[KEY]
    unit.is_committing = True


@contextmanager
def violations_as(duplicate: type[Conflict]) -> Generator[None]:
    """Raise `duplicate` or `Conflict` instead of a constraint's error; other errors pass through."""
    try:
        yield
    except LikewiseError:  # also one that a unit inside has made of a violation
        raise
    except Exception as error:
        match violation(error):
            case Violation.DUPLICATE:
                raise duplicate from error
            case Violation.OTHER:
                raise Conflict from error
            case None:
                raise
