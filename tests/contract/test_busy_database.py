"""A lock that another process holds for too long: a 503 with a time to try again, and nothing is written."""

from collections.abc import Callable

import pytest

from tests.contract.answers import check_problem
from tests.databases import Database
from tests.deployment import Deployment
from tests.people import People


@pytest.mark.each_database
def test_a_write_that_does_not_get_its_lock_in_time_is_503_busy(
    deploy: Callable[..., Deployment], database: Database, create_user: People
) -> None:
    application = deploy(lock_timeout=0.1)
    new = {"email": "new@example.com", "name": "New", "password": "12345678"}
    with application.database.connect() as connection:
        if application.database.kind == "sqlite":
            connection.execute("BEGIN IMMEDIATE")
        else:
            [(name,)] = connection.execute("SELECT current_database()").fetchall()
            connection.execute(f'ALTER DATABASE "{name}" SET lock_timeout = 100')
            connection.execute("BEGIN")
            connection.execute("LOCK TABLE user_account")
        busy = application.client.call("POST", "/users", new)
        connection.execute("ROLLBACK")
    check_problem(busy, "busy")
    assert busy.header("Retry-After") == ["1"]
    assert application.client.call("POST", "/users", new).status == 201
