"""Users: signing up, logging in, reading, changing, leaving."""

from typing import Any
from uuid import UUID

from advanced_alchemy.repository import SQLAlchemyAsyncRepository
from advanced_alchemy.service import ModelDictT, SQLAlchemyAsyncRepositoryService, schema_dump
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from .. import schemas
from ..database import paging
from ..database.unit_of_work import unit_of_work
from ..errors import AccountInactive, EmailTaken, Forbidden, InvalidCredentials, InvalidToken, NotFound, OwnsTeams
from ..models import Document, Post, TeamMember, User
from ..security import Caller
from .objects import Objects
from .outbox import record_event
from .security import Security

NEWEST_POSTS = 20


class UserRepository(SQLAlchemyAsyncRepository[User]):
    model_type = User


class UserService(SQLAlchemyAsyncRepositoryService[User, UserRepository]):
    """The rules of users over Advanced Alchemy's repository service; each writing method is one unit of work."""

    repository_type = UserRepository

    def __init__(self, session: AsyncSession, *, security: Security, objects: Objects, **options: Any) -> None:
        super().__init__(session, **options)
        self.security = security
        self.objects = objects

    async def to_model_on_create(self, data: "ModelDictT[User]") -> "ModelDictT[User]":
        return data if isinstance(data, User) else await self._hashed(data)

    async def to_model_on_update(self, data: "ModelDictT[User]") -> "ModelDictT[User]":
        return data if isinstance(data, User) else await self._hashed(data)

    async def _hashed(self, data: "ModelDictT[User]") -> dict[str, Any]:
        """Replace the password by its hash; a user made without one cannot log in."""
        values: dict[str, Any] = dict(schema_dump(data))
        if (password := values.pop("password", None)) is not None:
            values["hashed_password"] = await self.security.hash_password(password)
        return values

    async def login(self, data: schemas.Login) -> schemas.Token:
        """Exchange credentials for a token. Raises as `authenticate` does."""
        user = await self.authenticate(data.email, data.password)
        return self.security.tokens.issue(Caller(user.id, user.is_superuser))

    async def authenticate(self, email: str, password: str) -> User:
        """Find the user whom email and password belong to; whatever is wrong with them takes the same time.

        Raises `InvalidCredentials`, `AccountInactive`, `TooManyRequests`, and `NotReady` where nobody can count.
        """
        async with self.repository.session.begin():  # lets the connection go before the hashing
            user = await self.get_one_or_none(email=email)
        # Not before: while the database is away nobody has tried anything.
        await self.security.count_login(email)
        hashed = user.hashed_password if user else None
        if not await self.security.verify_password(password, hashed) or user is None:
            raise InvalidCredentials
        if not user.is_active:
            raise AccountInactive
        await self.security.forget_logins(email)
        return user

    async def current(self, caller: Caller) -> Caller:
        """See a caller as they are now, not as their token says. Raises `InvalidToken` for one gone or inactive."""
        async with self.repository.session.begin():
            found = await self.repository.session.execute(
                select(User.is_superuser).where(User.id == caller.id, User.is_active)
            )
            # Here, not below: a cursor that goes back to the pool open keeps SQLite from waiting for its write lock.
            is_superuser = found.scalar_one_or_none()
        if is_superuser is None:
            raise InvalidToken
        return Caller(caller.id, is_superuser)

    async def create_user(self, data: schemas.UserCreate) -> schemas.User:
        """Sign up. Raises `EmailTaken`."""
        user = await self.to_model(data, "create")  # hashes, which takes long: before the transaction, not within
        async with unit_of_work(self.repository.session, duplicate=EmailTaken):
            record_event(self.repository.session, "user_created")
            await self.repository.add(user, auto_refresh=False)
        return schemas.User.model_validate(user)

    async def list_users(self, query: schemas.UserQuery) -> schemas.UserPage:
        """One page of the users that match."""
        matching = paging.matching(query)
        if query.is_active is not None:
            matching.append(User.is_active == query.is_active)
        rows = await self.get_many(*matching, *paging.position(query, User))
        items, following = paging.cut(query, rows)
        return schemas.UserPage(
            items=[schemas.User.model_validate(user) for user in items],
            total=await self.count(*matching) if query.total else None,
            limit=query.limit,
            offset=query.offset,
            next=following,
        )

    async def get_user(self, user_id: UUID) -> schemas.UserDetail:
        """One user with their newest posts. Raises `NotFound`."""
        user = await self.get_one_or_none(id=user_id)
        if user is None:
            raise NotFound
        posts = await self.repository.session.execute(
            select(Post.id, Post.title, Post.created_at)
            .where(Post.author_id == user_id)
            .order_by(Post.created_at.desc(), Post.id.desc())
            .limit(NEWEST_POSTS)
        )
        return schemas.UserDetail(
            id=user.id,
            email=user.email,
            name=user.name,
            is_active=user.is_active,
            is_superuser=user.is_superuser,
            posts=[schemas.PostSummary.model_validate(post) for post in posts],
            created_at=user.created_at,
            updated_at=user.updated_at,
        )

    async def update_user(self, user_id: UUID, data: schemas.UserUpdate, caller: Caller) -> schemas.User:
        """Change what is given. Raises `NotFound`, `Forbidden`, `EmailTaken`."""
        changes = await self.to_model(data, "update")  # hashes, as above
        async with unit_of_work(self.repository.session, duplicate=EmailTaken):
            await self._owned(user_id, caller)
            if "is_active" in data.model_fields_set and not caller.is_superuser:
                raise Forbidden
            user = await self.update(changes, item_id=user_id, auto_refresh=False)
        return schemas.User.model_validate(user)

    async def delete_user(self, user_id: UUID, caller: Caller) -> None:
        """Delete a user and what is theirs, objects last. Raises `NotFound`, `Forbidden`, `OwnsTeams`."""
        session = self.repository.session
        async with unit_of_work(session):
            user = await self._owned(user_id, caller)
            owned = select(TeamMember.id).where(TeamMember.user_id == user_id, TeamMember.is_owner).limit(1)
            if (await session.scalars(owned)).first() is not None:
                raise OwnsTeams
            keys = (await session.scalars(select(Document.key).where(Document.owner_id == user_id))).all()
            await session.delete(user)
            record_event(session, "user_deleted")
        await self.objects.remove(keys)

    async def _owned(self, user_id: UUID, caller: Caller) -> User:
        """The row, locked, if the caller may change it."""
        user = await self.get_one_or_none(id=user_id, with_for_update=True)
        if user is None:
            raise NotFound
        if user.id != caller.id and not caller.is_superuser:
            raise Forbidden
        return user
