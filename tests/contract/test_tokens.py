"""Logging in and tokens, seen from inside: what is signed, what is stored, and how long it takes."""

import statistics
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest

from core.settings import Settings
from tests.clients.base import Client
from tests.contract.answers import check_problem
from tests.databases import Database
from tests.people import People, Person

RIGHT_LENGTH = 900


def test_the_token_names_its_user(client: Client, make_user: People, settings: Settings) -> None:
    person = make_user()
    claims = jwt.decode(person.token, settings.secret.get_secret_value(), ["HS256"], audience="likewise")
    assert claims.keys() == {"iss", "aud", "sub", "superuser", "iat", "exp"}
    assert claims["sub"] == person.id
    assert claims["exp"] - claims["iat"] == RIGHT_LENGTH


def test_a_user_without_a_password_cannot_log_in(client: Client, make_user: People, database: Database) -> None:
    person = make_user()
    with database.connect() as connection:
        connection.execute(f"UPDATE user_account SET hashed_password = NULL WHERE email = '{person.email}'")
    for password in (person.password, ""):
        answer = client.call("POST", "/auth/login", {"email": person.email, "password": password})
        check_problem(answer, "invalid-credentials")


def test_unknown_emails_take_as_long_as_known_ones(deploy: Any) -> None:
    slow = deploy(password_time_cost=2, password_memory_cost=19456, login_rate="1000/minute")
    document = {"email": "timed@example.com", "name": "Timed", "password": "12345678"}
    assert slow.client.call("POST", "/users", document).status == 201
    seconds: dict[str, list[float]] = {"timed@example.com": [], "unknown@example.com": []}
    for _ in range(9):
        for email, taken in seconds.items():
            started = time.perf_counter()
            answer = slow.client.call("POST", "/auth/login", {"email": email, "password": "wrong password"})
            taken.append(time.perf_counter() - started)
            check_problem(answer, "invalid-credentials")
    known, unknown = (statistics.median(taken) for taken in seconds.values())
    assert 0.5 < known / unknown < 2, (known, unknown)


def claims(person: Person, **changes: Any) -> dict[str, Any]:
    now = datetime.now(UTC)
    told = {
        "iss": "likewise",
        "aud": "likewise",
        "sub": person.id,
        "superuser": False,
        "iat": now,
        "exp": now + timedelta(minutes=1),
        **changes,
    }
    return {name: value for name, value in told.items() if value is not None}


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "somebody"},
        {"iss": None},
        {"aud": "others"},
        {"aud": ["likewise", "others"]},
        {"aud": None},
        {"sub": "ada"},
        {"sub": None},
        {"superuser": None},
        {"exp": datetime(2020, 1, 1, tzinfo=UTC)},
        {"exp": None},
        {"iat": datetime(2100, 1, 1, tzinfo=UTC)},
        {"nbf": datetime(2100, 1, 1, tzinfo=UTC)},
    ],
    ids=str,
)
def test_a_signed_token_with_wrong_claims(
    client: Client, make_user: People, settings: Settings, changes: dict[str, Any]
) -> None:
    secret = settings.secret.get_secret_value()
    person = make_user()
    good = jwt.encode(claims(person), secret, "HS256")
    assert client.call("GET", "/auth/me", token=good).status == 200
    bad = jwt.encode(claims(person, **changes), secret, "HS256")
    check_problem(client.call("GET", "/auth/me", token=bad), "invalid-token")


def test_a_token_signed_otherwise(client: Client, make_user: People, settings: Settings) -> None:
    person = make_user()
    for token in (
        jwt.encode(claims(person), "another key of the right length and more", "HS256"),
        jwt.encode(claims(person), settings.secret.get_secret_value(), "HS384"),
        jwt.encode(claims(person), "", "none"),
    ):
        check_problem(client.call("GET", "/users", token=token), "invalid-token")


def test_a_superuser_no_more_is_one_no_more(client: Client, make_user: People, settings: Settings) -> None:
    person, other = make_user(), make_user()
    token = jwt.encode(claims(person, superuser=True), settings.secret.get_secret_value(), "HS256")
    check_problem(client.call("DELETE", f"/users/{other.id}", token=token), "forbidden")
