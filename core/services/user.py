"""Users: sign up, log in, list, read, change, delete, and hold for another write."""

from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID

from advanced_alchemy.repository import SQLAlchemyAsyncRepository
from advanced_alchemy.service import ModelDictT, SQLAlchemyAsyncRepositoryService, schema_dump
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from .. import schemas
from ..database.rows import Rows, read_first, read_members, read_one, read_page
from ..database.unit_of_work import AnySession, in_session, reading, unit_of_work
from ..errors import AccountInactive, EmailTaken, Forbidden, InvalidCredentials, InvalidToken, NotFound, OwnsTeams
from ..models import Document, Event, Post, TeamMember, User
from ..security import AsyncLoginLimiter, AsyncPasswords, Caller, Tokens
from .objects import Objects

NEWEST_POSTS = 20


class Credentials(schemas.Output):
    """The columns that a login reads."""

    id: UUID
    hashed_password: str | None
    is_active: bool
    is_superuser: bool


class Rights(schemas.Output):
    """The column that tells what a caller may do."""

    is_superuser: bool


USERS = Rows(User, schemas.User)
USER_DETAILS = Rows(User, schemas.UserDetail, left_out={"posts"})
POST_SUMMARIES = Rows(Post, schemas.PostSummary)
CREDENTIALS = Rows(User, Credentials)
RIGHTS = Rows(User, Rights)


class UserRepository(SQLAlchemyAsyncRepository[User]):
    model_type = User


class UserService(SQLAlchemyAsyncRepositoryService[User, UserRepository]):
    """The rules of users."""

    repository_type = UserRepository

    def __init__(
        self,
        session: AsyncSession,
        *,
        passwords: AsyncPasswords,
        tokens: Tokens,
        logins: AsyncLoginLimiter,
        objects: Objects,
        **options: Any,
    ) -> None:
        super().__init__(session, **options)
        self.passwords = passwords
        self.tokens = tokens
        self.logins = logins
        self.objects = objects

    async def to_model_on_create(self, data: "ModelDictT[User]") -> "ModelDictT[User]":
        return data if isinstance(data, User) else await self._hash_password(data)

    async def to_model_on_update(self, data: "ModelDictT[User]") -> "ModelDictT[User]":
        return data if isinstance(data, User) else await self._hash_password(data)

    async def _hash_password(self, data: "ModelDictT[User]") -> dict[str, Any]:
        """Return the data with the password's hash in place of the password, if it has one."""
        values: dict[str, Any] = dict(schema_dump(data))
        if (password := values.pop("password", None)) is not None:
            values["hashed_password"] = await self.passwords.hash(password)
        return values

    async def login(self, data: schemas.Login) -> schemas.Token:
        """Exchange an email and a password for a token. Raises the errors of `authenticate`."""
        return self.tokens.issue(await self.authenticate(data.email, data.password))

    async def authenticate(self, email: str, password: str) -> Caller:
        """Return the caller with this email and password. Every wrong combination takes the same time.

        Raises `InvalidCredentials`, `AccountInactive`, `TooManyRequests`, and `NotReady` when attempts cannot be
        counted.
        """
        user = await in_session(self.repository.session, read_one, CREDENTIALS, email=email)
        # After the SELECT: a request that fails because the database is down does not count as an attempt.
        await self.logins.attempt(email)
        hashed = user.hashed_password if user else None
        if not await self.passwords.verify(password, hashed) or user is None:
            raise InvalidCredentials
        if not user.is_active:
            raise AccountInactive
        await self.logins.forget(email)
        return Caller(user.id, user.is_superuser)

    async def current(self, caller: Caller) -> Caller:
        """Return the caller as the database has them now. Raises `InvalidToken` if they are gone or inactive."""
        rights = await in_session(self.repository.session, read_one, RIGHTS, id=caller.id, is_active=True)
        if rights is None:
            raise InvalidToken
        return Caller(caller.id, rights.is_superuser)

    async def create_user(self, data: schemas.UserCreate) -> schemas.User:
        """Create a user who can log in. Raises `EmailTaken`."""
        user = await self.to_model(data, "create")  # hashes, which is slow, so it comes before the transaction
        async with unit_of_work(self.repository.session, duplicate=EmailTaken):
            self.repository.session.add(Event(kind="user_created"))
            await self.repository.add(user, auto_refresh=False)
        return schemas.User.model_validate(user)

    async def list_users(self, query: schemas.UserQuery) -> schemas.UserPage:
        """Return one page of the users that match the query."""
        return await in_session(self.repository.session, read_page, USERS, query, schemas.UserPage)

    async def get_user(self, user_id: UUID) -> schemas.UserDetail:
        """Return one user with their 20 newest posts. Raises `NotFound`."""
        return await in_session(self.repository.session, read_user, user_id)

    async def update_user(self, user_id: UUID, data: schemas.UserUpdate, caller: Caller) -> schemas.User:
        """Change the fields that were sent. Raises `NotFound`, `Forbidden`, `EmailTaken`."""
        changes = await self.to_model(data, "update")  # hashes, so it too comes before the transaction
        async with unit_of_work(self.repository.session, duplicate=EmailTaken):
            await self._lock_own(user_id, caller)
            if "is_active" in data.model_fields_set and not caller.is_superuser:
                raise Forbidden
            user = await self.update(changes, item_id=user_id, auto_refresh=False)
        return schemas.User.model_validate(user)

    async def delete_user(self, user_id: UUID, caller: Caller) -> None:
        """Delete a user with their posts, memberships and documents; the stored objects go last.

        Raises `NotFound`, `Forbidden`, `OwnsTeams`.
        """
        session = self.repository.session
        async with unit_of_work(session) as unit:
            user = await self._lock_own(user_id, caller)
            owned = select(TeamMember.id).where(TeamMember.user_id == user_id, TeamMember.is_owner).limit(1)
            if (await session.scalars(owned)).first() is not None:
                raise OwnsTeams
            keys = (await session.scalars(select(Document.key).where(Document.owner_id == user_id))).all()
            await session.delete(user)
            session.add(Event(kind="user_deleted"))
            unit.after_commit(partial(self.objects.remove, keys))

    async def _lock_own(self, user_id: UUID, caller: Caller) -> User:
        """Lock a user whom the caller may change. Raises `NotFound`, `Forbidden`."""
        user = await self.get_one_or_none(id=user_id, with_for_update=True)
        if user is None:
            raise NotFound
        if user.id != caller.id and not caller.is_superuser:
            raise Forbidden
        return user


def read_user(session: Session, user_id: UUID) -> schemas.UserDetail:
    """Read a user with their newest posts. Raises `NotFound`."""
    with reading(session):
        members = read_members(session, USER_DETAILS, id=user_id)
        if members is None:
            raise NotFound
        posts = read_first(session, POST_SUMMARIES, NEWEST_POSTS, "created_at", "desc", author_id=user_id)
    return schemas.UserDetail.model_validate({**members, "posts": posts})


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
