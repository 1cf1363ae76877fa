"""login and get_me: tokens, failed logins, inactive users, and requests without a good token."""

import pytest

from tests.clients.base import Client
from tests.contract.answers import check, check_faults, check_problem, compact
from tests.contract.operations import protected
from tests.contract.shapes import expected_user
from tests.people import People, Person

RIGHT_LENGTH = 900


@pytest.mark.default_setting("token_lifetime")
def test_login_returns_a_token(client: Client, create_user: People) -> None:
    person = create_user()
    answer = client.call("POST", "/auth/login", {"email": f" {person.email.upper()}", "password": person.password})
    token = answer.json()["access_token"]
    check(answer, 200, compact({"access_token": token, "token_type": "Bearer", "expires_in": RIGHT_LENGTH}))


def test_unknown_emails_and_wrong_passwords_get_the_same_401(
    client: Client, create_user: People, superuser: Person
) -> None:
    person = create_user()
    nobody = f"{create_user.letters(12)}@example.com"
    for email, password in (
        (person.email, "wrong password"),
        (nobody, person.password),
        (create_user.letters(12), "x"),
    ):
        answer = client.call("POST", "/auth/login", {"email": email, "password": password})
        check_problem(answer, "invalid-credentials")


def test_login_reveals_an_inactive_account_only_after_the_right_password(
    client: Client, create_user: People, superuser: Person
) -> None:
    person = create_user()
    client.call("PATCH", f"/users/{person.id}", {"is_active": False}, token=superuser.token)
    for password, problem in ((person.password, "account-inactive"), ("wrong password", "invalid-credentials")):
        answer = client.call("POST", "/auth/login", {"email": person.email, "password": password})
        check_problem(answer, problem)


def test_login_refuses_a_body_of_another_shape(client: Client) -> None:
    check_faults(
        client.call("POST", "/auth/login", {"email": 1, "username": "ada"}),
        ("/email", "string", "Must be a string."),
        ("/password", "missing", "Must be given."),
        ("/username", "unknown", "Is not known here."),
    )


def test_login_refuses_the_nul_character(client: Client) -> None:
    check_faults(
        client.call("POST", "/auth/login", {"email": "a\0@example.com", "password": "\0"}),
        ("/email", "nul", "Must not contain the NUL character."),
        ("/password", "nul", "Must not contain the NUL character."),
    )


def test_get_me_returns_the_caller(client: Client, create_user: People, superuser: Person) -> None:
    person = create_user()
    answer = client.call("GET", "/auth/me", token=person.token)
    check(answer, 200, compact(expected_user(answer.json(), person.email, person.name, id=person.id, posts=[])))
    answer = client.call("GET", "/auth/me", token=superuser.token)
    written = answer.json()["posts"]  # other tests write posts as the superuser
    check(
        answer,
        200,
        compact(expected_user(answer.json(), superuser.email, superuser.name, is_superuser=True, posts=written)),
    )


PROTECTED = protected("auth", "users")


@pytest.mark.parametrize(("method", "path"), PROTECTED)
def test_a_request_without_a_bearer_token_is_401_unauthenticated(client: Client, method: str, path: str) -> None:
    check_problem(client.request(method, path), "unauthenticated")
    for value in ("Basic YTpi", "", "Token abc", "Bearerabc"):
        check_problem(client.request(method, path, headers=[("Authorization", value)]), "unauthenticated")


@pytest.mark.parametrize(("method", "path"), PROTECTED)
def test_a_request_with_a_bad_bearer_token_is_401_invalid_token(client: Client, method: str, path: str) -> None:
    for value in ("Bearer", "Bearer ", "bearer abc", "BEARER a.b.c"):
        check_problem(client.request(method, path, headers=[("Authorization", value)]), "invalid-token")


def test_a_deactivated_user_may_read_but_not_write_users(
    client: Client, create_user: People, superuser: Person
) -> None:
    person = create_user()
    token = person.token
    client.call("PATCH", f"/users/{person.id}", {"is_active": False}, token=superuser.token)
    assert client.call("GET", "/users?limit=1", token=token).status == 200, "a plain read trusts the token"
    check_problem(client.call("GET", "/auth/me", token=token), "invalid-token")
    check_problem(client.call("PATCH", f"/users/{person.id}", {"name": "X"}, token=token), "invalid-token")
    check_problem(client.call("DELETE", f"/users/{person.id}", token=token), "invalid-token")
