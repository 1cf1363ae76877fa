"""What is done to a database from outside the application: migrating, seeding, making superusers."""

from pathlib import Path
from typing import Any

from advanced_alchemy.alembic.commands import AlembicCommands
from advanced_alchemy.config import SQLAlchemySyncConfig
from advanced_alchemy.utils.fixtures import open_fixture
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select

from core.database import MIGRATIONS, sync_config
from core.models import User
from core.schemas import UserCreate
from core.schemas.fields import parse_time, parse_uuid
from core.security import Passwords
from core.services_sync import unit_of_work
from core.settings import CommandSettings

FIXTURES = Path(__file__).parent / "fixtures"


def migrate(settings: CommandSettings) -> None:
    """Bring the database to the newest schema."""
    config = sync_config(SQLAlchemySyncConfig, settings)
    AlembicCommands(config).upgrade()
    config.get_engine().dispose()


def is_migrated(settings: CommandSettings) -> bool:
    """Whether the database has the newest schema. Raises SQLAlchemyError where there is no database to ask."""
    config = sync_config(SQLAlchemySyncConfig, settings)
    try:
        with config.get_engine().connect() as connection:
            options = {"version_table": config.alembic_config.version_table_name}
            current = MigrationContext.configure(connection, opts=options).get_current_heads()
        return set(current) == set(ScriptDirectory(str(MIGRATIONS)).get_heads())
    finally:
        config.get_engine().dispose()


def seed(settings: CommandSettings) -> int:
    """Add the sample users that are not there yet; answers how many."""
    config = sync_config(SQLAlchemySyncConfig, settings)
    with config.get_session() as session, unit_of_work(session):
        known = set(session.scalars(select(User.email)))
        users = [_sample(row) for row in open_fixture(FIXTURES, "users") if row["email"] not in known]
        session.add_all(users)
    config.get_engine().dispose()
    return len(users)


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


def _sample(row: dict[str, Any]) -> User:
    created_at = parse_time(row["created_at"])
    return User(**{**row, "id": parse_uuid(row["id"]), "created_at": created_at, "updated_at": created_at})
