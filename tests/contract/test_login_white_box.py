"""login, white box: the claims of a token, and a user without a password."""

import jwt

from core.settings import Settings
from tests.clients.base import Client
from tests.contract.answers import check_problem
from tests.databases import Database
from tests.people import People

RIGHT_LENGTH = 900


def test_the_token_of_a_login_names_its_user(client: Client, create_user: People, settings: Settings) -> None:
    person = create_user()
    claims = jwt.decode(person.token, settings.secret.get_secret_value(), ["HS256"], audience="likewise")
    assert claims.keys() == {"iss", "aud", "sub", "superuser", "iat", "exp"}
    assert claims["sub"] == person.id
    assert claims["exp"] - claims["iat"] == RIGHT_LENGTH


def test_a_user_without_a_password_cannot_log_in(client: Client, create_user: People, database: Database) -> None:
    person = create_user()
    with database.connect() as connection:
        connection.execute(f"UPDATE user_account SET hashed_password = NULL WHERE email = '{person.email}'")
    for password in (person.password, ""):
        answer = client.call("POST", "/auth/login", {"email": person.email, "password": password})
        check_problem(answer, "invalid-credentials")
