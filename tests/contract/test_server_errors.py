"""Failures of the server: commits that fail, missing tables, their answers and their log."""

import json
from collections.abc import Callable
from random import Random

import pytest

from tests.contract.answers import check, check_problem, compact
from tests.contract.failing import execute, failing_commits
from tests.deployment import Deployment
from tests.people import People

pytestmark = pytest.mark.each_database

Deploy = Callable[..., Deployment]


def test_a_write_whose_commit_fails_is_409_and_leaves_nothing(deploy: Deploy, random: Random) -> None:
    application = deploy()
    client = application.client
    person = People(client, random)()
    before = client.call("GET", f"/users/{person.id}", token=person.token)
    with failing_commits(application.database, "user_account"):
        document = {"email": "lost@example.com", "name": "Lost", "password": "12345678"}
        check_problem(client.call("POST", "/users", document), "conflict")
        check_problem(client.call("PATCH", f"/users/{person.id}", {"name": "Other"}, token=person.token), "conflict")
        check_problem(client.call("DELETE", f"/users/{person.id}", token=person.token), "conflict")
    after = client.call("GET", f"/users/{person.id}", token=person.token)
    check(after, 200, before.body)
    lost = client.call("GET", "/users?search=lost@example.com", token=person.token)
    check(lost, 200, compact({"items": [], "total": 0, "limit": 20, "offset": 0, "next": None}))


def test_an_uncaught_error_is_500_and_reveals_nothing(deploy: Deploy, random: Random) -> None:
    application = deploy()
    client = application.client
    token = People(client, random)().token
    execute(application.database, "ALTER TABLE user_account RENAME TO elsewhere")
    headers = [("Authorization", f"Bearer {token}"), ("X-Request-ID", "find-me-in-the-log")]
    answer = client.request("GET", "/users", headers=headers)
    assert answer.one("X-Request-ID") == "find-me-in-the-log"
    check_problem(answer, "internal-error")
    execute(application.database, "ALTER TABLE elsewhere RENAME TO user_account")
    assert client.request("GET", "/users", headers=headers).status == 200


def test_the_log_of_an_uncaught_error_has_its_traceback_and_no_secret(
    deploy: Deploy, random: Random, logged: Callable[[Deployment], str]
) -> None:
    application = deploy()
    token = People(application.client, random)().token
    execute(application.database, "ALTER TABLE user_account RENAME TO elsewhere")
    document = {"email": "secretive@example.com", "name": "Secretive", "password": "never to be read"}
    headers = [
        ("Content-Type", "application/json"),
        ("Authorization", f"Bearer {token}"),
        ("X-Request-ID", "find-me-in-the-log"),
    ]
    answer = application.client.request("POST", "/users", headers=headers, body=json.dumps(document).encode())
    check_problem(answer, "internal-error")
    log = logged(application)
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    (line,) = [line for line in lines if line.get("request_id") == "find-me-in-the-log"]
    assert line["level"] == "error"
    assert "Traceback (most recent call last)" in line["exception"]
    assert "user_account" in line["exception"]
    for secret in ("never to be read", "$argon2", "secretive@example.com", token):
        assert secret not in log
