"""A database for each test of core, of each kind that --database names."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from advanced_alchemy.config import SQLAlchemySyncConfig
from sqlalchemy.orm import Session

from core.database.engine import sync_config
from core.settings import Settings
from tests.databases import Database, Databases
from tests.deployment import settings_for
from tests.variants import DATABASES


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "kind" in metafunc.fixturenames:
        chosen = str(metafunc.config.getoption("--database"))
        metafunc.parametrize("kind", DATABASES if chosen == "all" else (chosen,), scope="session")


@pytest.fixture
def own_database(kind: str, databases: Callable[[str], Databases]) -> Iterator[Database]:
    """A migrated database in which the only user is the superuser."""
    with databases(kind).temporary() as database:
        yield database


@pytest.fixture
def own_settings(own_database: Database, tmp_path: Path) -> Settings:
    """Settings for that database. Documents and analytics are directories in `tmp_path`."""
    return settings_for(own_database.url, storage=str(tmp_path / "documents"), analytics=str(tmp_path / "analytics"))


@pytest.fixture
def session(own_settings: Settings) -> Iterator[Session]:
    """A session for the test's own statements. Use `with session.begin()` for each look into the database."""
    config = sync_config(SQLAlchemySyncConfig, own_settings)
    with config.get_session() as session:
        yield session
    config.get_engine().dispose()
