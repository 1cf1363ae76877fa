"""Guessing at passwords: failed logins are counted by email, in each worker or in Redis, and never for nothing."""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest

from tests.clients.base import Client
from tests.clients.response import Response
from tests.contract.answers import check_problem
from tests.contract.test_workers import one_to_each, say
from tests.databases import Database
from tests.deployment import Deployment
from tests.people import People, Person
from tests.postgresql import PostgresqlServer
from tests.redisserver import PASSWORD, RedisServer

Deploy = Callable[..., Deployment]
Logged = Callable[[Deployment], str]


def log_in(client: Client, person: Person, password: str | None = None) -> Response:
    document = {"email": person.email, "password": person.password if password is None else password}
    return client.call("POST", "/auth/login", document)


def fail(client: Client, person: Person, times: int) -> None:
    for _ in range(times):
        check_problem(log_in(client, person, "wrong password"), "invalid-credentials")


def check_limited(answer: Response) -> None:
    retry_after = answer.one("Retry-After")
    assert 1 <= int(retry_after) <= 60
    check_problem(answer, "too-many-requests", {"Retry-After": retry_after})


def test_too_many_failures_are_limited_for_that_email_alone(client: Client, make_user: People) -> None:
    person, other = make_user(), make_user()
    fail(client, person, 10)
    check_limited(log_in(client, person))
    assert log_in(client, other).status == 200


def test_another_spelling_of_an_email_is_no_other_email(client: Client, make_user: People) -> None:
    person = make_user()
    for number in range(10):
        email = person.email.upper() if number % 2 else f"  {person.email} "
        document = {"email": email, "password": "wrong password"}
        check_problem(client.call("POST", "/auth/login", document), "invalid-credentials")
    check_limited(log_in(client, person))


def test_unknown_emails_are_limited_alike(client: Client, make_user: People) -> None:
    nobody = Person(client, f"nobody-{make_user().email}", "Nobody", "12345678")
    fail(client, nobody, 10)
    check_limited(log_in(client, nobody))


def test_success_is_not_counted(client: Client, make_user: People) -> None:
    person = make_user()
    for _ in range(11):
        assert log_in(client, person).status == 200
    for _ in range(2):
        fail(client, person, 9)
        assert log_in(client, person).status == 200


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    with RedisServer() as server:
        yield server


def test_redis(deploy: Deploy, redis: RedisServer, random: Random, logged: Logged) -> None:
    """Two applications count together; while Redis is away nobody logs in, and everything else goes on."""
    one = deploy(login_rate_storage=redis.url, log_level="debug")
    client, person = one.client, People(one.client, random)()
    token = person.token
    fail(client, person, 9)
    assert log_in(client, person).status == 200, "which forgets the nine"
    fail(client, person, 10)
    check_limited(log_in(client, person))
    other = deploy(one.database, login_rate_storage=redis.url)
    check_limited(log_in(other.client, person))

    redis.stop()
    check_problem(log_in(client, person), "not-ready")
    check_problem(log_in(client, person, "wrong password"), "not-ready")
    assert client.call("GET", "/auth/me", token=token).status == 200
    assert client.call("GET", "/health/ready").status == 200
    assert PASSWORD not in logged(one)
    redis.start()
    assert log_in(client, person).status == 200, "it has come back, and forgotten"
    fail(client, person, 10)
    check_limited(log_in(other.client, person))


def test_a_redis_that_lets_nobody_in(deploy: Deploy, redis: RedisServer, random: Random, logged: Logged) -> None:
    wrong = "an0ther-s3cr3t"
    application = deploy(login_rate_storage=redis.url.replace(PASSWORD, wrong), log_level="debug")
    person = People(application.client, random)()
    check_problem(log_in(application.client, person), "not-ready")
    assert wrong not in logged(application)
    assert application.client.call("GET", "/health/live").status == 200


@pytest.mark.long
@pytest.mark.only(transport="socket")
def test_several_workers_count_together(deploy: Deploy, redis: RedisServer, random: Random) -> None:
    application = deploy(login_rate_storage=redis.url, workers=2)
    person = People(application.client, random)()
    assert application.server is not None
    body = b'{"email":"%b","password":"wrong password"}' % person.email.encode()
    answers: list[Response] = []
    with one_to_each(application.server) as workers:
        for connection in [*workers.values()] * 6:
            say(connection, "POST", "/auth/login", None, body)
            answer = connection.receive("POST")
            assert answer is not None
            answers.append(answer)
    assert [answer.status for answer in answers] == [401] * 10 + [429] * 2


@pytest.mark.only(database="postgresql")
def test_an_attempt_without_an_outcome_does_not_count(
    deploy: Deploy, stoppable_postgresql: tuple[PostgresqlServer, Database], random: Random
) -> None:
    postgresql, database = stoppable_postgresql
    client = deploy(database).client
    person = People(client, random)()
    fail(client, person, 5)
    postgresql.stop()
    for _ in range(10):
        check_problem(log_in(client, person, "wrong password"), "not-ready")
    postgresql.start()
    fail(client, person, 5)
    check_limited(log_in(client, person))


class Verifications:
    """How often a password was compared with a hash, and with what parameters."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from core.security import Passwords  # noqa: PLC0415

        self.seen: list[str] = []
