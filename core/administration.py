"""What is done to a database from outside the application: migrating, seeding, making superusers."""

from collections.abc import Callable

from advanced_alchemy.alembic.commands import AlembicCommands
from advanced_alchemy.config import SQLAlchemySyncConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import samples
from core.database import MIGRATIONS, sync_config
from core.models import User
from core.schemas import UserCreate
from core.security import Passwords
from core.services_sync import unit_of_work
from core.settings import CommandSettings


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
    """Add the sample data that is not there yet, in one transaction; answers how many rows of each kind."""
    return _in_one_transaction(settings, samples.add)


def unload(settings: CommandSettings) -> samples.Counts:
    """Delete the sample data that is there, in one transaction; answers how many rows of each kind."""
    return _in_one_transaction(settings, samples.remove)


def create_superuser(settings: CommandSettings, email: str, name: str, password: str) -> None:
    """Make a superuser who can log in, or make one of a user who is there. Raises pydantic.ValidationError."""
    data = UserCreate(email=email, name=name, password=password)
    hashed_password = Passwords(settings).hash(data.password)
    config = sync_config(SQLAlchemySyncConfig, settings)
    with config.get_session() as session, unit_of_work(session):
        user = session.scalar(select(User).where(User.email == data.email)) or User(email=data.email)
        user.name, user.hashed_password, user.is_active, user.is_superuser = data.name, hashed_password, True, True
        session.add(user)
    config.get_engine().dispose()


def _in_one_transaction(settings: CommandSettings, work: Callable[[Session], samples.Counts]) -> samples.Counts:
    config = sync_config(SQLAlchemySyncConfig, settings)
    try:
        with config.get_session() as session, unit_of_work(session):
            return work(session)
    finally:
        config.get_engine().dispose()
