"""Users that tests create, with random data that a seed repeats."""

import secrets
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any

from tests.clients.base import Client, Header

NAMES = ("Ada", "Zoë", "Łukasz", "Sinéad O'Connor", "日本 太郎", "Ἑλένη", "Nguyễn Thị Hà", "Ma%ilou_", "İpek", "🦊")
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"

# The seed repeats the data; this suffix keeps a second run against the same server apart from the first.
RUN = secrets.token_hex(4)


@dataclass(frozen=True, slots=True)
class Credentials:
    """The arguments of the command `create-superuser`."""

    email: str
    name: str
    password: str


SUPERUSER = Credentials("superuser@example.com", "Grace Hopper", "correct horse battery staple")


@dataclass(frozen=True)
class Person:
    """A user of the application under test, who logs in when the token is first used."""

    client: Client
    email: str
    name: str
    password: str

    @cached_property
    def token(self) -> str:
        """A bearer token; the first use logs in."""
        return login(self.client, self.email, self.password)

    @cached_property
    def id(self) -> str:
        """The id of the user."""
        return self.client.call("GET", "/auth/me", token=self.token).json()["id"]

    @property
    def headers(self) -> list[Header]:
        return bearer(self.token)


class People:
    """Creates users, each with its own email: `create_user(**fields)` returns a Person."""

    def __init__(self, client: Client, random: Random) -> None:
        self.client = client
        self.random = random

    def __call__(self, **fields: Any) -> Person:
        """Create a user; `email`, `name` and `password` are random unless given."""
        document: dict[str, Any] = {
            "email": f"{self.letters(8)}-{RUN}@example.com",
            "name": " ".join(self.random.choices(NAMES, k=self.random.randint(1, 3))),
            "password": self.letters(self.random.randint(8, 24)),
            **fields,
        }
        answer = self.client.call("POST", "/users", document)
        assert answer.status == 201, f"no user created: {answer}"
        person = Person(self.client, document["email"], document["name"], document["password"])
        person.__dict__["id"] = answer.json()["id"]  # saves a login where only the id is needed
        return person

    def letters(self, length: int) -> str:
        return "".join(self.random.choices(LETTERS, k=length))


def login(client: Client, email: str, password: str) -> str:
    """Log in and return the access token."""
    answer = client.call("POST", "/auth/login", {"email": email, "password": password})
    assert answer.status == 200, f"{email} cannot log in: {answer}"
    return answer.json()["access_token"]


def bearer(token: str) -> list[Header]:
    """The header that carries a token."""
    return [("Authorization", f"Bearer {token}")]
