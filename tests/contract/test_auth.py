"""Logging in, tokens, and what a caller is now as against what their token says."""

import statistics
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest

from core.settings import Settings
from tests.clients.base import Client
from tests.contract.answers import check, check_faults, check_problem, compact, user
from tests.databases import Database
from tests.people import People, Person

RIGHT_LENGTH = 900


def test_login_answers_a_token(client: Client, make_user: People) -> None:
    person = make_user()
    answer = client.call("POST", "/auth/login", {"email": f" {person.email.upper()}", "password": person.password})
    token = answer.json()["access_token"]
    check(answer, 200, compact({"access_token": token, "token_type": "Bearer", "expires_in": RIGHT_LENGTH}))


def test_the_token_names_its_user(client: Client, make_user: People, settings: Settings) -> None:
    person = make_user()
    claims = jwt.decode(person.token, settings.secret.get_secret_value(), ["HS256"], audience="likewise")
    assert claims.keys() == {"iss", "aud", "sub", "superuser", "iat", "exp"}
    assert claims["sub"] == person.id
    assert claims["exp"] - claims["iat"] == RIGHT_LENGTH


def test_wrong_credentials_are_told_alike(client: Client, make_user: People, superuser: Person) -> None:
    person = make_user()
    for email, password in ((person.email, "wrong password"), ("nobody@example.com", person.password), ("ada", "x")):
        answer = client.call("POST", "/auth/login", {"email": email, "password": password})
        check_problem(answer, "invalid-credentials")


def test_a_user_without_a_password_cannot_log_in(client: Client, make_user: People, database: Database) -> None:
    person = make_user()
    with database.connect() as connection:
        connection.execute(f"UPDATE user_account SET hashed_password = NULL WHERE email = '{person.email}'")
    for password in (person.password, ""):
        answer = client.call("POST", "/auth/login", {"email": person.email, "password": password})
        check_problem(answer, "invalid-credentials")


def test_an_inactive_user_is_told_so_only_with_the_right_password(
    client: Client, make_user: People, superuser: Person
) -> None:
    person = make_user()
    client.call("PATCH", f"/users/{person.id}", {"is_active": False}, token=superuser.token)
    for password, problem in ((person.password, "account-inactive"), ("wrong password", "invalid-credentials")):
        answer = client.call("POST", "/auth/login", {"email": person.email, "password": password})
        check_problem(answer, problem)


def test_login_refuses(client: Client) -> None:
    check_faults(
        client.call("POST", "/auth/login", {"email": 1, "username": "ada"}),
        ("/email", "string", "Must be a string."),
        ("/password", "missing", "Must be given."),
        ("/username", "unknown", "Is not known here."),
    )


def test_login_refuses_nul(client: Client) -> None:
    check_faults(
        client.call("POST", "/auth/login", {"email": "a\0@example.com", "password": "\0"}),
        ("/email", "nul", "Must not contain the NUL character."),
        ("/password", "nul", "Must not contain the NUL character."),
    )


def test_too_many_failures_are_limited_for_that_email_alone(client: Client, make_user: People) -> None:
    person, other = make_user(), make_user()
    wrong = {"email": person.email, "password": "wrong password"}
    for _ in range(10):
        check_problem(client.call("POST", "/auth/login", wrong), "invalid-credentials")
    limited = client.call("POST", "/auth/login", {"email": person.email, "password": person.password})
    retry_after = limited.one("Retry-After")
    assert 1 <= int(retry_after) <= 60
    check_problem(limited, "too-many-requests", {"Retry-After": retry_after})
    assert client.call("POST", "/auth/login", {"email": other.email, "password": other.password}).status == 200


def test_success_is_not_counted(client: Client, make_user: People) -> None:
    person = make_user()
    for _ in range(11):
        answer = client.call("POST", "/auth/login", {"email": person.email, "password": person.password})
        assert answer.status == 200


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


def test_me_is_the_caller(client: Client, make_user: People, superuser: Person) -> None:
    person = make_user()
    answer = client.call("GET", "/auth/me", token=person.token)
    check(answer, 200, compact(user(answer, person.email, person.name, id=person.id, posts=[])))
    answer = client.call("GET", "/auth/me", token=superuser.token)
    check(answer, 200, compact(user(answer, superuser.email, superuser.name, is_superuser=True, posts=[])))


PROTECTED = [
    ("GET", "/auth/me"),
    ("GET", "/users"),
    ("GET", "/users/00000000-0000-7000-8000-000000000000"),
    ("PATCH", "/users/00000000-0000-7000-8000-000000000000"),
    ("DELETE", "/users/00000000-0000-7000-8000-000000000000"),
]


@pytest.mark.parametrize(("method", "path"), PROTECTED)
def test_no_token(client: Client, method: str, path: str) -> None:
    check_problem(client.request(method, path), "unauthenticated")
    for value in ("Basic YTpi", "", "Token abc", "Bearerabc"):
        check_problem(client.request(method, path, headers=[("Authorization", value)]), "unauthenticated")


@pytest.mark.parametrize(("method", "path"), PROTECTED)
def test_a_bad_token(client: Client, method: str, path: str) -> None:
    for value in ("Bearer", "Bearer ", "bearer abc", "BEARER a.b.c"):
        check_problem(client.request(method, path, headers=[("Authorization", value)]), "invalid-token")


def test_two_authorization_headers_are_no_token(client: Client, make_user: People) -> None:
    headers = make_user().headers * 2
    check_problem(client.request("GET", "/users", headers=headers), "invalid-token")


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


def test_writes_see_the_caller_as_they_are_now(client: Client, make_user: People, superuser: Person) -> None:
    person = make_user()
    token = person.token
    client.call("PATCH", f"/users/{person.id}", {"is_active": False}, token=superuser.token)
    assert client.call("GET", "/users?limit=1", token=token).status == 200, "a plain read trusts the token"
    check_problem(client.call("GET", "/auth/me", token=token), "invalid-token")
    check_problem(client.call("PATCH", f"/users/{person.id}", {"name": "X"}, token=token), "invalid-token")
    check_problem(client.call("DELETE", f"/users/{person.id}", token=token), "invalid-token")


def test_a_superuser_no_more_is_one_no_more(client: Client, make_user: People, settings: Settings) -> None:
    person, other = make_user(), make_user()
    token = jwt.encode(claims(person, superuser=True), settings.secret.get_secret_value(), "HS256")
    check_problem(client.call("DELETE", f"/users/{other.id}", token=token), "forbidden")
