"""refresh_activity and get_activity: the day of an event, one refresh at a time, and failures.

White box: each test has its own directory and events.
"""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from advanced_alchemy.config import SQLAlchemySyncConfig
from filelock import FileLock

from core.database.engine import sync_config
from core.models import Event
from tests.contract.actions import create_document, create_post, create_team
from tests.contract.analytics import ACTIVITY, REFRESH, event_counts, refresh_analytics
from tests.contract.answers import check, check_problem, compact
from tests.contract.failing import execute, failing_commits
from tests.contract.forms import file_part, form, name_part, upload
from tests.deployment import Deployment, superuser_of
from tests.people import People, Person

pytestmark = pytest.mark.each_database

Deploy = Callable[..., Deployment]


def test_get_activity_is_empty_before_the_first_refresh(deploy: Deploy, random: Random, tmp_path: Path) -> None:
    directory = tmp_path / "not" / "there"
    application = deploy(analytics=str(directory))
    client, person = application.client, People(application.client, random)()
    nothing = b'{"items":[],"refreshed_at":null}'
    check(client.call("GET", ACTIVITY, token=person.token), 200, nothing)
    check(client.call("GET", f"{ACTIVITY}?kind=user_created", token=person.token), 200, nothing)
    assert not directory.exists(), "a read must not create the directory"
    assert refresh_analytics(superuser_of(application))["events"] == 1
    today = person.client.call("GET", "/auth/me", token=person.token).json()["created_at"][:10]
    answer = client.call("GET", ACTIVITY, token=person.token)
    items = [{"day": today, "kind": "user_created", "count": 1}]
    check(answer, 200, compact({"items": items, "refreshed_at": answer.json()["refreshed_at"]}))


HISTORY = [
    ("2024-02-28T23:59:59.999999", "user_created", 1),
    ("2024-02-29T00:00:00.000000", "user_created", 2),
    ("2024-02-29T12:00:00.000000", "post_created", 1),
    ("2024-02-29T23:59:59.999999", "user_created", 1),
    ("2024-03-01T00:00:00.000000", "user_created", 1),
    ("2024-03-01T10:30:00.000000", "document_created", 12000),
    ("2024-03-01T10:30:00.000000", "team_deleted", 1),
]
DAYS = [
    b'{"day":"2024-02-28","kind":"user_created","count":1}',
    b'{"day":"2024-02-29","kind":"post_created","count":1}',
    b'{"day":"2024-02-29","kind":"user_created","count":3}',
    b'{"day":"2024-03-01","kind":"document_created","count":12000}',
    b'{"day":"2024-03-01","kind":"team_deleted","count":1}',
    b'{"day":"2024-03-01","kind":"user_created","count":1}',
]


def fill(application: Deployment) -> None:
    """Insert the events of HISTORY."""
    config = sync_config(SQLAlchemySyncConfig, application.settings)
    try:
        with config.get_session() as session, session.begin():
            for time, kind, count in HISTORY:
                moment = datetime.fromisoformat(time).replace(tzinfo=UTC)
                session.add_all([Event(kind=kind, created_at=moment) for _ in range(count)])
    finally:
        config.get_engine().dispose()


def test_get_activity_counts_days_in_utc_and_includes_both_ends(deploy: Deploy) -> None:
    application = deploy()
    if application.database.kind == "postgresql":  # whose sessions may return times in another zone
        name = application.database.url.rpartition("/")[2].partition("?")[0]
        execute(application.database, f"ALTER DATABASE {name} SET timezone TO 'Pacific/Kiritimati'")
    fill(application)
    superuser = superuser_of(application)
    refreshed = refresh_analytics(superuser)
    assert refreshed["events"] == 12007
    for query, first, last in (
        ("", 0, 6),
        ("?from=2024-02-29", 1, 6),
        ("?to=2024-02-29", 0, 3),
        ("?from=2024-02-29&to=2024-02-29", 1, 3),
        ("?from=2024-03-01&to=2024-02-28", 0, 0),
        ("?from=2024-03-02", 0, 0),
        ("?from=0001-01-01&to=9999-12-31", 0, 6),
        ("?kind=document_created", 3, 4),
        ("?kind=post_created&from=2024-02-29&to=2024-02-29", 1, 2),
        ("?kind=post_created&from=2024-03-01", 0, 0),
        ("?kind=tag_created", 0, 0),
    ):
        items = b",".join(DAYS[first:last])
        expected = b'{"items":[%b],"refreshed_at":"%b"}' % (items, refreshed["refreshed_at"].encode())
        check(application.client.call("GET", f"{ACTIVITY}{query}", token=superuser.token), 200, expected)


def test_get_activity_is_as_of_the_last_refresh(deploy: Deploy, random: Random, tmp_path: Path) -> None:
    directory = tmp_path / "analytics"
    application = deploy(analytics=str(directory))
    client, people, superuser = application.client, People(application.client, random), superuser_of(application)
    first = refresh_analytics(superuser)
    before = client.call("GET", ACTIVITY, token=superuser.token)
    check(before, 200, b'{"items":[],"refreshed_at":"%b"}' % first["refreshed_at"].encode())
    people()
    check(client.call("GET", ACTIVITY, token=superuser.token), 200, before.body)
    second = refresh_analytics(superuser)
    assert (first["events"], second["events"]) == (0, 1)
    assert second["refreshed_at"] > first["refreshed_at"]
    assert refresh_analytics(superuser)["events"] == 1, "an event is counted twice"
    assert [path.suffix for path in sorted(directory.iterdir())] == [".duckdb", ".lock"], (
        "there must be one file and the lock"
    )


def test_refresh_activity_is_409_while_another_refresh_runs(deploy: Deploy, random: Random, tmp_path: Path) -> None:
    application = deploy(analytics=str(tmp_path))
    client, superuser, person = application.client, superuser_of(application), People(application.client, random)()
    before = refresh_analytics(superuser)
    with FileLock(tmp_path / "refresh.lock"):
        for _ in range(2):
            check_problem(client.call("POST", REFRESH, token=superuser.token), "refresh-running")
        check_problem(client.call("POST", REFRESH, token=person.token), "forbidden")
        assert client.call("GET", ACTIVITY, token=person.token).json()["refreshed_at"] == before["refreshed_at"]
    assert refresh_analytics(superuser)["refreshed_at"] > before["refreshed_at"]


def test_refresh_activity_ignores_files_that_an_aborted_refresh_left(
    deploy: Deploy, random: Random, tmp_path: Path
) -> None:
    directory = tmp_path / "analytics"  # the log of a server is beside it
    directory.mkdir()
    application = deploy(analytics=str(directory))
    superuser = superuser_of(application)
    People(application.client, random)()
    for name in ("0123.building", "0123.building.wal", "refresh.lock"):
        (directory / name).write_bytes(b"left behind")
    check(application.client.call("GET", ACTIVITY, token=superuser.token), 200, b'{"items":[],"refreshed_at":null}')
    assert refresh_analytics(superuser)["events"] == 1
    assert [path.suffix for path in sorted(directory.iterdir()) if path.is_file()] == [".duckdb", ".lock"]


def test_a_failed_refresh_keeps_the_previous_activity(deploy: Deploy, random: Random, tmp_path: Path) -> None:
    application = deploy(analytics=str(tmp_path / "analytics"))
    client, superuser = application.client, superuser_of(application)
    People(client, random)()
    refresh_analytics(superuser)
    before = client.call("GET", ACTIVITY, token=superuser.token)
    execute(application.database, "ALTER TABLE event RENAME TO elsewhere")
    check_problem(client.call("POST", REFRESH, token=superuser.token), "internal-error")
    check(client.call("GET", ACTIVITY, token=superuser.token), 200, before.body)
    assert [path.suffix for path in sorted((tmp_path / "analytics").iterdir())] == [".duckdb", ".lock"]
    execute(application.database, "ALTER TABLE elsewhere RENAME TO event")
    assert refresh_analytics(superuser)["events"] == 1


def test_a_rolled_back_write_is_not_counted(deploy: Deploy, random: Random) -> None:
    application = deploy()
    client, people, superuser = application.client, People(application.client, random), superuser_of(application)
    owner, other = people(), people()
    slug, post, document = create_team(owner), create_post(owner), create_document(owner)
    before = event_counts(superuser)
    attempts: dict[str, list[tuple[Person, str, str, Any]]] = {
        "post": [
            (owner, "POST", "/posts", {"title": "T", "body": "b", "tags": ["new"]}),
            (owner, "DELETE", f"/posts/{post['id']}", {}),
        ],
        "tag": [(owner, "POST", "/tags", {"name": "new"})],
        "team": [(owner, "POST", "/teams", {"name": "New"}), (owner, "DELETE", f"/teams/{slug}", {})],
        "document": [(owner, "DELETE", f"/documents/{document['id']}", {})],
        "user_account": [
            (owner, "POST", "/users", {"email": "new@example.com", "name": "New", "password": "12345678"}),
            (other, "DELETE", f"/users/{other.id}", {}),
        ],
        "team_member": [(owner, "POST", f"/teams/{slug}/members", {"user_id": other.id})],
    }
    for table, calls in attempts.items():
        with failing_commits(application.database, table):
            for person, method, target, body in calls:
                check_problem(client.call(method, target, body, token=person.token), "conflict")
    with failing_commits(application.database, "document"):
        check_problem(upload(owner, form(name_part(), file_part())), "conflict")
    assert event_counts(superuser) == before
    create_post(owner)
    assert event_counts(superuser) - before == Counter({"post_created": 1})
