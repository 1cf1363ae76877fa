"""What is done to a database from outside the application: migrating, seeding, making superusers."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TypeVar
from uuid import UUID, uuid4

from advanced_alchemy.alembic.commands import AlembicCommands
from advanced_alchemy.config import SQLAlchemySyncConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select
from sqlalchemy.orm import Session

from ..analytics.configuration import analytics_sessions
from ..database.engine import MIGRATIONS, sync_config
from ..database.unit_of_work import sync_unit_of_work
from ..errors import NotReady, RefreshRunning
from ..models import User
from ..sample_data import loading as samples
from ..schemas import UserCreate
from ..security import Caller, Passwords
from ..services_sync import AnalyticsService, Objects
from ..settings import CommandSettings
from ..storage import object_store

Result = TypeVar("Result")

OPERATOR = Caller(UUID(int=0), is_superuser=True)
"""Whoever may run commands may do everything; there is no row of them, for they make nothing of their own."""


def migrate(settings: CommandSettings) -> None:
    """Bring the database to the newest schema."""
    config = sync_config(SQLAlchemySyncConfig, settings)
    AlembicCommands(config).upgrade()
    config.get_engine().dispose()


def is_migrated(settings: CommandSettings) -> bool:
    """Whether the database has the newest schema. Raises `NotReady` where there is no database to ask."""
    config = sync_config(SQLAlchemySyncConfig, settings)
    try:
        with config.get_engine().connect() as connection:
            options = {"version_table": config.alembic_config.version_table_name}
            current = MigrationContext.configure(connection, opts=options).get_current_heads()
        return set(current) == set(ScriptDirectory(str(MIGRATIONS)).get_heads())
    finally:
        config.get_engine().dispose()


def seed(settings: CommandSettings) -> samples.Counts:
    """Add the sample data that is not there yet, in one transaction; answers how many rows of each kind.

    Files are stored before the commit, as the service of documents does, and taken away again if it fails. A store in
    memory would be gone with this process, so there are no documents then.
    """
    objects = Objects(object_store(settings))
    keys: list[str] = []

    def store(content: bytes) -> str:
        keys.append(uuid4().hex)
        objects.write(keys[-1], [content])
        return keys[-1]

    try:
        lasting = None if settings.storage == "memory://" else store
        counts = _in_one_transaction(settings, partial(samples.add, store=lasting))
    except BaseException:
        objects.remove(keys)
        raise
    _count_events(settings)
    return counts


def unload(settings: CommandSettings) -> samples.Counts:
    """Delete the sample data that is there, in one transaction; answers how many rows of each kind."""
    counts, keys = _in_one_transaction(settings, samples.remove)
    Objects(object_store(settings)).remove(keys)
    _count_events(settings)
    return counts


def create_superuser(settings: CommandSettings, email: str, name: str, password: str) -> None:
    """Make a superuser who can log in, or make one of a user who is there. Raises pydantic.ValidationError."""
    data = UserCreate(email=email, name=name, password=password)
    hashed_password = Passwords(settings).hash(data.password)
    config = sync_config(SQLAlchemySyncConfig, settings)
    with config.get_session() as session, sync_unit_of_work(session):
        user = session.scalar(select(User).where(User.email == data.email)) or User(email=data.email)
        user.name, user.hashed_password, user.is_active, user.is_superuser = data.name, hashed_password, True, True
        session.add(user)
    config.get_engine().dispose()


def _in_one_transaction(settings: CommandSettings, work: Callable[[Session], Result]) -> Result:
    config = sync_config(SQLAlchemySyncConfig, settings)
    try:
        with config.get_session() as session, sync_unit_of_work(session):
            return work(session)
    finally:
        config.get_engine().dispose()


def _count_events(settings: CommandSettings) -> None:
    """Refresh the analytics: what they show is what there is. Without DuckDB, which is an extra, they show nothing."""
    config = sync_config(SQLAlchemySyncConfig, settings)
    try:
        with config.get_session() as session, suppress(NotReady, RefreshRunning):
            AnalyticsService(session, analytics=analytics_sessions(settings)()).refresh_activity(OPERATOR)
    finally:
        config.get_engine().dispose()
