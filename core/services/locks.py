"""Rows that a write refers to and must not lose before its commit."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from ..database.unit_of_work import AnySession
from ..errors import InvalidToken
from ..models import User
from ..security import Caller


async def lock_users(session: AnySession, ids: Iterable[UUID]) -> set[UUID]:
    """Keep users from being deleted or deactivated until the transaction ends; answers which of them are there.

    Without it a user could go between the check and the commit, and a foreign key would tell of it too late.
    """
    # In the order of their ids: two transactions that hold the same users wait for one another, and do not lock up.
    statement = select(User.id).where(User.id.in_(set(ids))).order_by(User.id)
    return set(await session.scalars(statement.with_for_update(read=True, key_share=True)))


async def lock_caller(session: AnySession, caller: Caller) -> None:
    """Keep the caller, who is about to own something. Raises `InvalidToken` for one who is gone."""
    if not await lock_users(session, [caller.id]):
        raise InvalidToken
