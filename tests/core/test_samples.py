"""What of the sample data is more than rows: documents with their objects, and the events that tell of everything."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from advanced_alchemy.config import SQLAlchemySyncConfig
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.analytics import configuration as analytics
from core.analytics.configuration import analytics_sessions, read_activity
from core.commandline.administration import create_superuser, seed, unload
from core.database.engine import sync_config
from core.models import Document, Event, User
from core.sample_data import loading as samples
from core.schemas import ActivityQuery
from core.security import Caller
from core.services_sync import DocumentService, Objects
from core.settings import Settings
from core.storage import object_store

TOLD = {
    "user_created": 1000,
    "tag_created": 200,
    "post_created": 5000,
    "team_created": 100,
    "member_added": 1212,  # but for the 100 who founded the teams
    "document_created": 50,
}


@pytest.fixture
def session(own_settings: Settings) -> Iterator[Session]:
    """Each look into the database is a transaction of its own: `with session.begin()`."""
    config = sync_config(SQLAlchemySyncConfig, own_settings)
    with config.get_session() as session:
        yield session
    config.get_engine().dispose()


def stored(settings: Settings) -> set[str]:
    return {path.name for path in Path(settings.storage).iterdir()}


def counted(settings: Settings) -> Counter[str]:
    """What the analytics show."""
    counts = Counter[str]()
    for item in read_activity(analytics_sessions(settings)(), ActivityQuery()).items:
        counts[item.kind] += item.count
    return counts


def test_documents_can_be_downloaded(own_settings: Settings, session: Session) -> None:
    seed(own_settings)
    documents = DocumentService(session, objects=Objects(object_store(own_settings)))
    for row in samples.read("documents"):
        owner = Caller(row["owner_id"], is_superuser=False)
        found = documents.get_document_content(row["id"], owner)
        content = samples.read_file(row)
        assert b"".join(found.read(0, len(content))) == content
        assert (found.document.content_type, found.document.size) == (row["content_type"], len(content))
    with session.begin():
        assert stored(own_settings) == set(session.scalars(select(Document.key)))


def test_objects_go_with_their_documents(own_settings: Settings) -> None:
    seed(own_settings)
    first = stored(own_settings)
    assert seed(own_settings)["documents"] == 0
    assert stored(own_settings) == first
    Objects(object_store(own_settings)).write("0" * 32, [b"somebody's"])
    unload(own_settings)
    assert stored(own_settings) == {"0" * 32}
    seed(own_settings)
    assert not first & stored(own_settings), "a key is used twice"


def test_a_seed_that_fails_leaves_no_object(own_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(samples, "insert_events", fail)  # after the objects, before the commit
    with pytest.raises(RuntimeError):
        seed(own_settings)
    assert stored(own_settings) == set()


def test_memory_gets_no_documents(own_settings: Settings, session: Session) -> None:
    assert seed(own_settings.model_copy(update={"storage": "memory://"}))["documents"] == 0
    assert seed(own_settings)["documents"] == 50


def test_events_tell_of_what_is_seeded_once(own_settings: Settings, session: Session) -> None:
    seed(own_settings)
    seed(own_settings)
    with session.begin():
        kinds = session.execute(select(Event.kind, func.count()).group_by(Event.kind)).tuples()
        assert dict(kinds.all()) == TOLD
        for row in samples.read("documents"):
            assert session.get_one(Event, row["id"]).created_at == row["created_at"]
    unload(own_settings)
    with session.begin():
        assert session.scalars(select(Event)).all() == []


def test_events_of_what_stays_stay(own_settings: Settings, session: Session) -> None:
    seed(own_settings)
    create_superuser(own_settings, "user0004@example.com", "Mine now", "12345678")
    with session.begin():
        session.add(Event(kind="user_created"))
    unload(own_settings)
    with session.begin():
        staying = session.scalars(select(User.id).where(User.email == "user0004@example.com")).one()
        assert session.scalars(select(Event).where(Event.id == staying)).one().kind == "user_created"
        assert len(session.scalars(select(Event)).all()) == 2
    assert seed(own_settings)["users"] == 999
    with session.begin():
        assert session.scalars(select(func.count()).where(Event.kind == "user_created")).one() == 1001


def test_the_analytics_show_what_is_seeded(own_settings: Settings) -> None:
    seed(own_settings)
    assert counted(own_settings) == TOLD
    days = {item.day for item in read_activity(analytics_sessions(own_settings)(), ActivityQuery()).items}
    assert min(days).year == max(days).year == 2025
    assert len(days) > 300
    unload(own_settings)
    assert counted(own_settings) == {}


def test_seeding_does_without_duckdb(own_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(*_: object, **__: object) -> None:
        raise ModuleNotFoundError

    monkeypatch.setattr(analytics, "create_engine", absent)
    assert seed(own_settings)["users"] == 1000
    assert not list(Path(own_settings.analytics).glob("*.duckdb"))
