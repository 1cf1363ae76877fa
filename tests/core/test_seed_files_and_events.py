"""`seed` and `unseed` keep stored files, events and analytics in step with the rows."""

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.analytics import configuration as analytics
from core.analytics.configuration import analytics_sessions
from core.analytics.reading import read_activity
from core.commandline.seed import seed, unseed
from core.commandline.superuser import create_superuser
from core.models import Document, Event, User
from core.sample_data import loading
from core.sample_data.reading import read, read_file
from core.schemas import ActivityQuery
from core.security import Caller
from core.services_sync import DocumentService, Objects
from core.settings import Settings
from core.storage import object_store

EVENTS = {
    "user_created": 1000,
    "tag_created": 200,
    "post_created": 5000,
    "team_created": 100,
    "member_added": 1212,  # without the 100 owners, who have no such event
    "document_created": 50,
}


def stored_keys(settings: Settings) -> set[str]:
    return {path.name for path in Path(settings.storage).iterdir()}


def activity(settings: Settings) -> Counter[str]:
    """Return the number of events of each kind in the analytics."""
    counts = Counter[str]()
    for item in read_activity(analytics_sessions(settings)(), ActivityQuery()).items:
        counts[item.kind] += item.count
    return counts


def test_every_seeded_document_can_be_downloaded_by_its_owner(own_settings: Settings, session: Session) -> None:
    seed(own_settings)
    documents = DocumentService(session, objects=Objects(object_store(own_settings)))
    for row in read("documents"):
        owner = Caller(row["owner_id"], is_superuser=False)
        content = read_file(row)
        found = documents.get_document_content(row["id"], owner)
        assert b"".join(found.read(0, len(content))) == content
        assert (found.document.content_type, found.document.size) == (row["content_type"], len(content))
    with session.begin():
        assert stored_keys(own_settings) == set(session.scalars(select(Document.key)))


def test_unseed_removes_the_files_of_the_sample_documents_and_no_others(own_settings: Settings) -> None:
    seed(own_settings)
    first = stored_keys(own_settings)
    assert seed(own_settings)["documents"] == 0
    assert stored_keys(own_settings) == first
    Objects(object_store(own_settings)).write("0" * 32, [b"somebody's"])
    unseed(own_settings)
    assert stored_keys(own_settings) == {"0" * 32}
    seed(own_settings)
    assert not first & stored_keys(own_settings), "a key is used twice"


def test_a_seed_that_fails_before_its_commit_leaves_no_file(
    own_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(loading, "insert_events", fail)  # runs after the files are stored
    with pytest.raises(RuntimeError):
        seed(own_settings)
    assert stored_keys(own_settings) == set()


def test_seed_adds_no_documents_to_a_store_in_memory(own_settings: Settings) -> None:
    assert seed(own_settings.model_copy(update={"storage": "memory://"}))["documents"] == 0
    assert seed(own_settings)["documents"] == 50


def test_seeding_twice_records_one_event_for_each_row_and_unseed_removes_them(
    own_settings: Settings, session: Session
) -> None:
    seed(own_settings)
    seed(own_settings)
    with session.begin():
        kinds = session.execute(select(Event.kind, func.count()).group_by(Event.kind)).tuples()
        assert dict(kinds.all()) == EVENTS
        for row in read("documents"):
            assert session.get_one(Event, row["id"]).created_at == row["created_at"]
    unseed(own_settings)
    with session.begin():
        assert session.scalars(select(Event)).all() == []


def test_unseed_keeps_the_events_of_rows_that_stay(own_settings: Settings, session: Session) -> None:
    seed(own_settings)
    create_superuser(own_settings, "user0004@example.com", "Has a password now", "12345678")
    with session.begin():
        session.add(Event(kind="user_created"))
    unseed(own_settings)
    with session.begin():
        staying = session.scalars(select(User.id).where(User.email == "user0004@example.com")).one()
        assert session.scalars(select(Event).where(Event.id == staying)).one().kind == "user_created"
        assert len(session.scalars(select(Event)).all()) == 2
    assert seed(own_settings)["users"] == 999
    with session.begin():
        assert session.scalars(select(func.count()).where(Event.kind == "user_created")).one() == 1001


def test_the_analytics_count_the_seeded_rows_until_they_are_removed(own_settings: Settings) -> None:
    seed(own_settings)
    assert activity(own_settings) == EVENTS
    days = {item.day for item in read_activity(analytics_sessions(own_settings)(), ActivityQuery()).items}
    assert min(days).year == max(days).year == 2025
    assert len(days) > 300
    unseed(own_settings)
    assert activity(own_settings) == {}


def test_seed_works_without_duckdb(own_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(*_: object, **__: object) -> None:
        raise ModuleNotFoundError

    monkeypatch.setattr(analytics, "create_engine", absent)
    assert seed(own_settings)["users"] == 1000
    assert not list(Path(own_settings.analytics).glob("*.duckdb"))
