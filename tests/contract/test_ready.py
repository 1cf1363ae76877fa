"""ready follows the database. White box: the test stops it."""

from pathlib import Path
from typing import Any

import pytest

from tests.clients.base import Client
from tests.contract.answers import check, check_problem
from tests.databases import Database
from tests.postgresql import PostgresqlServer

OK = b'{"status":"ok"}'


@pytest.mark.only(database="postgresql")
def test_ready_is_503_while_postgresql_is_stopped(
    deploy: Any, stoppable_postgresql: tuple[PostgresqlServer, Database]
) -> None:
    postgresql, database = stoppable_postgresql
    client: Client = deploy(database).client
    check(client.call("GET", "/health/ready"), 200, OK)
    postgresql.stop()
    for _ in range(3):
        check_problem(client.call("GET", "/health/ready"), "not-ready")
    check(client.call("GET", "/health/live"), 200, OK)
    postgresql.start()
    for _ in range(3):
        check(client.call("GET", "/health/ready"), 200, OK)


@pytest.mark.only(database="sqlite")
def test_ready_is_503_when_the_sqlite_file_cannot_be_opened(deploy: Any, tmp_path: Path) -> None:
    client: Client = deploy(Database("sqlite", f"sqlite:///{tmp_path}/nowhere/likewise.sqlite3")).client
    check_problem(client.call("GET", "/health/ready"), "not-ready")
    check(client.call("GET", "/health/live"), 200, OK)


@pytest.mark.each_database
def test_ready_is_503_until_the_database_is_migrated(deploy: Any) -> None:
    application = deploy()
    for revision, is_ready in (("0001", False), ("9999", True), ("0005", True)):
        with application.database.connect() as connection:
            connection.execute(f"UPDATE alembic_versions SET version_num = '{revision}'")
        answer = application.client.call("GET", "/health/ready")
        check(answer, 200, OK) if is_ready else check_problem(answer, "not-ready")
    with application.database.connect() as connection:
        connection.execute("ALTER TABLE alembic_versions RENAME TO elsewhere")
    check_problem(application.client.call("GET", "/health/ready"), "not-ready")
