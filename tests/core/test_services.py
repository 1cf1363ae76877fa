"""The services over a database: Advanced Alchemy's hooks, the unit of work, and simultaneous writes."""

import asyncio
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from advanced_alchemy.config import SQLAlchemyAsyncConfig, SQLAlchemySyncConfig
from obstore.store import MemoryStore
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from core import schemas, services, services_sync
from core.database.engine import async_config, sync_config
from core.database.unit_of_work import sync_unit_of_work, unit_of_work
from core.errors import Busy, EmailTaken
from core.models import Event, Tag
from core.security import AsyncLoginLimiter, AsyncPasswords, Caller, LoginLimiter, Passwords, Tokens
from core.services_sync.tag import get_or_create_tags
from core.settings import Settings


@pytest.fixture
def sync(own_settings: Settings) -> Iterator[SQLAlchemySyncConfig]:
    config = sync_config(SQLAlchemySyncConfig, own_settings)
    yield config
    config.get_engine().dispose()


def sync_users(session: Session, settings: Settings) -> services_sync.UserService:
    return services_sync.UserService(
        session,
        passwords=Passwords(settings),
        tokens=Tokens(settings),
        logins=LoginLimiter(settings),
        objects=services_sync.Objects(MemoryStore),
    )


def async_users(session: AsyncSession, settings: Settings) -> services.UserService:
    return services.UserService(
        session,
        passwords=AsyncPasswords(settings),
        tokens=Tokens(settings),
        logins=AsyncLoginLimiter(settings),
        objects=services.Objects(MemoryStore),
    )


def new_user(number: int = 0) -> schemas.UserCreate:
    return schemas.UserCreate(email=f"someone{number}@example.com", name="Someone", password="12345678")


def test_advanced_alchemys_own_create_and_update_hash_passwords(
    sync: SQLAlchemySyncConfig, own_settings: Settings
) -> None:
    with sync.get_session() as session, session.begin():
        users = sync_users(session, own_settings)
        user = users.create({"email": "a@example.com", "name": "A", "password": "12345678"})
        assert str(user.hashed_password).startswith("$argon2id$")
        changed = users.update({"password": "87654321"}, item_id=user.id)
        assert users.passwords.verify("87654321", changed.hashed_password)
        assert users.create({"email": "b@example.com", "name": "B"}).hashed_password is None


def test_a_failed_unit_of_work_leaves_the_session_usable(sync: SQLAlchemySyncConfig, own_settings: Settings) -> None:
    with sync.get_session() as session:
        users = sync_users(session, own_settings)
        users.create_user(new_user())
        with pytest.raises(EmailTaken):
            users.create_user(new_user())
        assert users.create_user(new_user(1)).email == "someone1@example.com"


def test_of_simultaneous_sign_ups_with_one_email_one_succeeds(
    sync: SQLAlchemySyncConfig, own_settings: Settings
) -> None:
    def sign_up(_: int) -> bool:
        with sync.get_session() as session:
            try:
                sync_users(session, own_settings).create_user(new_user())
            except EmailTaken:
                return False
            return True

    with ThreadPoolExecutor(16) as threads:
        assert sum(threads.map(sign_up, range(32))) == 1


def test_of_simultaneous_sign_ups_on_one_event_loop_one_succeeds(own_settings: Settings) -> None:
    async def sign_up(config: SQLAlchemyAsyncConfig) -> bool:
        async with config.get_session() as session:
            try:
                await async_users(session, own_settings).create_user(new_user())
            except EmailTaken:
                return False
            return True

    async def everybody() -> int:
        config = async_config(SQLAlchemyAsyncConfig, own_settings)
        try:
            return sum(await asyncio.gather(*(sign_up(config) for _ in range(32))))
        finally:
            await config.get_engine().dispose()

    assert asyncio.run(everybody()) == 1


def test_a_team_is_committed_before_its_answer_is_built(
    sync: SQLAlchemySyncConfig, own_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_transaction: list[bool] = []

    def note(members: object) -> None:
        in_transaction.append(session.in_transaction())

    monkeypatch.setattr(schemas.TeamDetail, "model_validate", note)
    with sync.get_session() as session:
        user = sync_users(session, own_settings).create_user(new_user())
        teams, caller = services_sync.TeamService(session), Caller(user.id, is_superuser=False)
        teams.create_team(schemas.TeamCreate(name="Team"), caller)
        teams.update_team("team", schemas.TeamUpdate.model_validate({"name": "New"}), caller)
    assert in_transaction == [False, False]


def test_a_tag_created_between_the_look_and_the_insert_is_found_at_the_second_look(
    own_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario(config: SQLAlchemyAsyncConfig) -> tuple[list[tuple[str, str, bool]], list[str]]:
        async with config.get_session() as session, unit_of_work(session):
            await services.tag.get_or_create_tags(session, ["Known"])
        async with config.get_session() as session, unit_of_work(session):
            looks: list[object] = []

            async def look(statement: Any) -> Iterable[Any]:
                looks.append(statement)
                return [] if len(looks) == 1 else await AsyncSession.scalars(session, statement)

            monkeypatch.setattr(session, "scalars", look)
            tags = await services.tag.get_or_create_tags(session, ["known", "new"])
        async with config.get_session() as session:
            events = list(await session.scalars(select(Event.kind)))
        return [(tag.name, tag.slug, is_new) for tag, is_new in tags.items()], events

    async def disposing() -> tuple[list[tuple[str, str, bool]], list[str]]:
        config = async_config(SQLAlchemyAsyncConfig, own_settings)
        try:
            return await scenario(config)
        finally:
            await config.get_engine().dispose()

    tags, events = asyncio.run(disposing())
    assert tags == [("Known", "known", False), ("new", "new", True)]
    assert events.count("tag_created") == 2


def lock_tag(config: SQLAlchemySyncConfig) -> str:
    """Lock the only tag as DELETE would, without waiting; return its name."""
    with config.get_session() as session, sync_unit_of_work(session):
        return session.scalars(select(Tag).with_for_update(nowait=True)).one().name


def test_a_tag_cannot_be_deleted_while_a_post_takes_it(sync: SQLAlchemySyncConfig, own_settings: Settings) -> None:
    hasty = sync_config(SQLAlchemySyncConfig, own_settings.model_copy(update={"lock_timeout": 0}))
    with sync.get_session() as session, sync_unit_of_work(session):
        get_or_create_tags(session, ["known"])
    try:
        with sync.get_session() as writer, sync_unit_of_work(writer):
            assert list(get_or_create_tags(writer, ["known"]).values()) == [False]
            # DELETE needs this lock. PostgreSQL refuses it on the row, SQLite refuses a second writer altogether.
            with pytest.raises(Busy):
                lock_tag(hasty)
        assert lock_tag(hasty) == "known"
    finally:
        hasty.get_engine().dispose()


def test_a_connection_has_foreign_keys_and_durable_commits(sync: SQLAlchemySyncConfig, kind: str) -> None:
    with sync.get_engine().connect() as connection:
        if kind == "sqlite":
            assert connection.scalar(text("PRAGMA foreign_keys")) == 1
            assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
            assert connection.scalar(text("PRAGMA synchronous")) == 2
        else:
            assert connection.scalar(text("SHOW synchronous_commit")) == "on"
