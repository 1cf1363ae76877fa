"""Locks rows that a write refers to, so that nobody deletes them before its commit."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from ..database.unit_of_work import AnySession
from ..errors import InvalidToken
from ..models import User
from ..security import Caller


async def lock_users(session: AnySession, ids: Iterable[UUID]) -> set[UUID]:
    """Keep users from being deleted until the transaction ends. Returns the ids of those who exist.

    Without the lock a user could be deleted between the check and the commit, and only a foreign key would notice.
    """
    # In the order of their ids, so that two transactions that lock the same users do not deadlock.
    statement = select(User.id).where(User.id.in_(set(ids))).order_by(User.id)
    return set(await session.scalars(statement.with_for_update(read=True, key_share=True)))


async def lock_caller(session: AnySession, caller: Caller) -> None:
    """Keep the caller, who is about to own something. Raises `InvalidToken` if the caller's row is gone."""
    if not await lock_users(session, [caller.id]):
        raise InvalidToken
