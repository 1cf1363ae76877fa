"""The analytics database: its metadata, its refresh, and the choice of its file."""

from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import Mock
from uuid import UUID

import pytest
from advanced_alchemy.base import metadata_registry
from advanced_alchemy.config import SQLAlchemySyncConfig
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from core import schemas
from core.analytics.configuration import AnalyticsSession, analytics_config
from core.analytics.reading import read_activity
from core.analytics.refresh import Build
from core.models import AnalyticsBase, Base, Event
from tests.deployment import settings_for


def test_the_primary_and_the_analytics_database_have_separate_metadata() -> None:
    assert set(AnalyticsBase.metadata.tables) == {"event", "refresh"}
    assert metadata_registry.get("analytics") is AnalyticsBase.metadata
    assert metadata_registry.get() is Base.metadata
    assert "refresh" not in Base.metadata.tables
    assert Base.metadata.tables["event"] is Event.__table__


def test_the_configuration_has_the_bind_key_and_metadata_of_analytics(tmp_path: Path) -> None:
    config = configured(tmp_path)
    assert config.bind_key == "analytics"
    assert config.metadata is AnalyticsBase.metadata


def test_a_refresh_creates_the_tables_of_the_models_and_no_others(tmp_path: Path) -> None:
    directory = tmp_path / "a b#c%41"  # a URL would read these characters differently
    refresh(directory)
    [path] = directory.glob("*.duckdb")
    path.rename(tmp_path / "copy.duckdb")
    engine = create_engine(f"duckdb:///{tmp_path}/copy.duckdb")
    with engine.connect() as connection:
        names = connection.execute(text("SELECT table_name FROM duckdb_tables() ORDER BY ALL")).scalars().all()
    engine.dispose()
    assert names == ["event", "refresh"]


def test_a_refresh_that_meets_an_event_twice_fails_and_leaves_no_file(tmp_path: Path) -> None:
    build, row = Build(tmp_path), (UUID(int=1), "user_created", datetime(2026, 1, 31, tzinfo=UTC))
    build.create()
    build.add([row])
    with pytest.raises(IntegrityError):
        build.add([row])
    build.close()
    assert [path.name for path in tmp_path.iterdir()] == ["refresh.lock"]


def test_a_file_that_is_replaced_before_it_is_opened_gives_way_to_its_successor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refreshed, config = refresh(tmp_path), configured(tmp_path)
    [path] = tmp_path.glob("*.duckdb")
    found = Mock(side_effect=[tmp_path / "gone.duckdb", path, path])
    monkeypatch.setattr("core.analytics.reading.newest", found)
    activity = read_activity(AnalyticsSession(config, tmp_path), schemas.ActivityQuery())
    assert activity.refreshed_at == refreshed.refreshed_at


def test_a_newest_file_that_is_no_database_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "letter.duckdb").write_text("Dear database, this is a letter.", encoding="utf-8")
    with pytest.raises(DBAPIError):
        read_activity(AnalyticsSession(configured(tmp_path), tmp_path), schemas.ActivityQuery())


def configured(directory: Path) -> SQLAlchemySyncConfig:
    return analytics_config(SQLAlchemySyncConfig, settings_for("sqlite:///nowhere.sqlite3", analytics=str(directory)))


def refresh(directory: Path) -> schemas.Refreshed:
    """Run a refresh without events."""
    build = Build(directory)
    build.create()
    refreshed = build.finish()
    build.close()
    return refreshed
