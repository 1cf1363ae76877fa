"""A database for each test of core, of each kind that --database names."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

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
    """Migrated, with the superuser and nobody else."""
    with databases(kind).temporary() as database:
        yield database


@pytest.fixture
def own_settings(own_database: Database, tmp_path: Path) -> Settings:
    """Documents and counts are on disk, where the test looks for them."""
    return settings_for(own_database.url, storage=str(tmp_path / "documents"), analytics=str(tmp_path / "analytics"))
