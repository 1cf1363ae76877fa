"""login: failed logins are counted by email, and limited."""

import pytest

from tests.clients.base import Client
from tests.clients.response import Response
from tests.contract.answers import check_problem
from tests.people import People, Person

pytestmark = pytest.mark.default_setting("login_rate")


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


def test_too_many_failed_logins_limit_that_email_only(client: Client, create_user: People) -> None:
    person, other = create_user(), create_user()
    assert log_in(client, person).status == 200
    fail(client, person, 10)
    check_limited(log_in(client, person))
    assert log_in(client, other).status == 200


def test_failed_logins_count_for_every_spelling_of_an_email(client: Client, create_user: People) -> None:
    person = create_user()
    assert log_in(client, person).status == 200
    for number in range(10):
        email = person.email.upper() if number % 2 else f"  {person.email} "
        document = {"email": email, "password": "wrong password"}
        check_problem(client.call("POST", "/auth/login", document), "invalid-credentials")
    check_limited(log_in(client, person))


def test_failed_logins_of_an_unknown_email_are_limited_too(client: Client, create_user: People) -> None:
    nobody = Person(client, f"nobody-{create_user().email}", "Nobody", "12345678")
    fail(client, nobody, 10)
    check_limited(log_in(client, nobody))


def test_a_successful_login_is_not_counted_and_resets_the_count(client: Client, create_user: People) -> None:
    person = create_user()
    for _ in range(11):
        assert log_in(client, person).status == 200
    for _ in range(2):
        fail(client, person, 9)
        assert log_in(client, person).status == 200
