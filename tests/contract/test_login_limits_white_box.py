"""login: where failed logins are counted (worker or Redis), and that every failure costs the same."""

import select
import socket
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from random import Random

import pytest
from argon2 import Parameters, extract_parameters
from pwdlib.hashers.argon2 import Argon2Hasher

from core.settings import Settings
from tests.clients.base import Client
from tests.clients.response import Response
from tests.clients.socket import SocketClient
from tests.contract.answers import check_problem
from tests.contract.failing import execute
from tests.contract.test_login_limits import check_limited, fail, log_in
from tests.contract.test_worker_metrics import one_to_each, send_request
from tests.databases import Database
from tests.deployment import Deployment
from tests.people import People, Person
from tests.postgresql import PostgresqlServer
from tests.redisserver import PASSWORD, RedisServer

Deploy = Callable[..., Deployment]
Logged = Callable[[Deployment], str]

FALSE = {"sqlite": "0", "postgresql": "FALSE"}


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    with RedisServer() as server:
        yield server


@pytest.mark.only(transport="process")
def test_failed_logins_are_counted_in_redis_for_all_applications(
    deploy: Deploy, redis: RedisServer, random: Random, logged: Logged
) -> None:
    """Two applications share the count; without Redis logins get 503, and all else is answered."""
    one = deploy(login_rate_storage=redis.url, log_level="debug")
    client, person = one.client, People(one.client, random)()
    token = person.token
    fail(client, person, 9)
    assert log_in(client, person).status == 200, "a login must succeed after nine failures"
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
    assert log_in(client, person).status == 200, "a login must succeed once Redis is back"
    fail(client, person, 10)
    check_limited(log_in(other.client, person))


@pytest.mark.only(transport="process")
def test_login_is_503_when_redis_refuses_the_password(
    deploy: Deploy, redis: RedisServer, random: Random, logged: Logged
) -> None:
    wrong = "an0ther-s3cr3t"
    application = deploy(login_rate_storage=redis.url.replace(PASSWORD, wrong), log_level="debug")
    person = People(application.client, random)()
    check_problem(log_in(application.client, person), "not-ready")
    assert wrong not in logged(application)
    assert application.client.call("GET", "/health/live").status == 200


@pytest.mark.long
@pytest.mark.only(transport="socket", database="sqlite", interface="asgi")
def test_a_redis_that_hangs_delays_only_logins(deploy: Deploy, random: Random) -> None:
    """ASGI only: under WSGI the logins would take the threads of all other requests."""
    logging_in = 40
    with socket.create_server(("127.0.0.1", 0)) as silent, ExitStack() as stack:
        client = deploy(login_rate_storage=f"redis://127.0.0.1:{silent.getsockname()[1]}").client
        assert isinstance(client, SocketClient)
        person = People(client, random)()
        body = b'{"email":"%b","password":"wrong password"}' % person.email.encode()
        waiting = [stack.enter_context(client.connect()) for _ in range(logging_in)]
        for connection in waiting:
            send_request(connection, "POST", "/auth/login", None, body)
        for _ in range(3):  # the first may come before most of the logins
            assert People(client, random)().id, "create_user must be answered, though it hashes a password in a thread"
        answered, _, _ = select.select([connection.socket for connection in waiting], [], [], 0)
        assert len(answered) < logging_in / 2
        for connection in waiting:
            answer = connection.receive("POST")
            assert answer is not None
            check_problem(answer, "not-ready")


@pytest.mark.long
@pytest.mark.only(transport="socket", further=False)  # `serve` starts the workers
def test_several_workers_count_failed_logins_together(deploy: Deploy, redis: RedisServer, random: Random) -> None:
    application = deploy(login_rate_storage=redis.url, workers=2)
    person = People(application.client, random)()
    assert application.server is not None
    body = b'{"email":"%b","password":"wrong password"}' % person.email.encode()
    answers: list[Response] = []
    with one_to_each(application.server) as workers:
        for connection in [*workers.values()] * 6:
            send_request(connection, "POST", "/auth/login", None, body)
            answer = connection.receive("POST")
            assert answer is not None
            answers.append(answer)
    assert [answer.status for answer in answers] == [401] * 10 + [429] * 2


@pytest.mark.long
@pytest.mark.only(database="postgresql", transport="process")
def test_a_login_during_a_database_outage_is_not_counted(
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


def without_password(database: Database, person: Person) -> None:
    execute(database, f"UPDATE user_account SET hashed_password = NULL WHERE email = '{person.email}'")


@pytest.mark.only(transport="process")
def test_every_login_compares_exactly_one_hash(
    client: Client, create_user: People, database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each login verifies one hash with the same parameters: equal time, shown without a clock."""
    known, inactive, bare = create_user(), create_user(), create_user()
    without_password(database, bare)
    execute(database, f"UPDATE user_account SET is_active = {FALSE[database.kind]} WHERE email = '{inactive.email}'")
    compared: list[Parameters] = []

    def verify(hasher: Argon2Hasher, password: str | bytes, hashed: str | bytes) -> bool:
        compared.append(extract_parameters(str(hashed)))
        return right(hasher, password, hashed)

    right = Argon2Hasher.verify
    monkeypatch.setattr(Argon2Hasher, "verify", verify)
    nobody = Person(client, f"nobody-{known.email}", "Nobody", known.password)
    for person, password in (
        (known, known.password),
        (known, "wrong password"),
        (known, ""),
        (nobody, known.password),
        (bare, bare.password),
        (bare, "nobody has this password"),
        (inactive, inactive.password),
        (inactive, "wrong password"),
    ):
        log_in(client, person, password)
    parameters, *others = compared
    assert others == [parameters] * 7
    assert (parameters.time_cost, parameters.memory_cost, parameters.parallelism) == (
        settings.password_time_cost,
        settings.password_memory_cost,
        settings.password_parallelism,
    )


@pytest.mark.long
def test_every_failed_login_takes_the_same_time(deploy: Deploy, random: Random) -> None:
    """Logins take turns, and the median of their differences counts: other load affects both sides."""
    slow = deploy(password_time_cost=2, password_memory_cost=19456, login_rate="1000/minute")
    known, bare = People(slow.client, random)(), People(slow.client, random)()
    without_password(slow.database, bare)
    nobody = Person(slow.client, f"nobody-{known.email}", "Nobody", "")
    seconds: dict[str, list[float]] = {person.email: [] for person in (known, nobody, bare)}
    for _ in range(25):
        for person in random.sample([known, nobody, bare], 3):
            started = time.perf_counter()
            fail(slow.client, person, 1)
            seconds[person.email].append(time.perf_counter() - started)
    usual = statistics.median(seconds[known.email])
    for other in (nobody, bare):
        differences = [mine - theirs for mine, theirs in zip(seconds[known.email], seconds[other.email], strict=True)]
        assert abs(statistics.median(differences)) < usual / 3, (usual, differences)
