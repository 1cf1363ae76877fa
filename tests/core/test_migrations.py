"""Migrations and models agree, up and down, on both databases."""

from collections.abc import Iterator

import pytest
from advanced_alchemy.alembic.commands import AlembicCommands
from advanced_alchemy.config import SQLAlchemySyncConfig
from sqlalchemy import inspect

from core.administration import create_superuser, is_migrated, migrate
from core.database import sync_config
from core.settings import Settings


@pytest.fixture
def config(own_settings: Settings) -> Iterator[SQLAlchemySyncConfig]:
    config = sync_config(SQLAlchemySyncConfig, own_settings)
    yield config
    config.get_engine().dispose()


def test_migrations_make_what_the_models_say(config: SQLAlchemySyncConfig) -> None:
    AlembicCommands(config).check()  # raises where autogenerate would write anything


def test_down_to_nothing_and_up_again(config: SQLAlchemySyncConfig, own_settings: Settings) -> None:
    commands = AlembicCommands(config)
    commands.downgrade("base")
    assert set(inspect(config.get_engine()).get_table_names()) <= {"alembic_versions"}
    assert not is_migrated(own_settings)
    migrate(own_settings)
    assert is_migrated(own_settings)
    commands.check()
    create_superuser(own_settings, "again@example.com", "Again", "12345678")


def test_migrating_twice_does_nothing(own_settings: Settings) -> None:
    migrate(own_settings)
    assert is_migrated(own_settings)
