"""Users that tests create are random, repeatable and all different."""

import json
from collections.abc import Sequence
from random import Random
from typing import Any

from tests.clients.base import Client, Header
from tests.clients.response import Response
from tests.people import People


class Recorder(Client):
    """Answers each request with success, and records its document."""

    def __init__(self) -> None:
        self.documents: list[dict[str, Any]] = []

    def request(
        self,
        method: str,
        target: str,
        *,
        headers: Sequence[Header] = (),
        body: bytes = b"",
        chunks: Sequence[bytes] | None = None,
    ) -> Response:
        self.documents.append({"target": target, **json.loads(body)})
        answers = {
            "/users": (201, {"id": f"number {len(self.documents)}"}),
            "/auth/login": (200, {"access_token": "t"}),
        }
        status, document = answers[target]
        return Response(status, [], json.dumps(document).encode())

    def close(self) -> None:
        pass


def test_the_same_seed_creates_the_same_users() -> None:
    first, second = Recorder(), Recorder()
    for client in (first, second):
        create_user = People(client, Random("seed"))
        for _ in range(20):
            create_user()
    assert first.documents == second.documents
    assert len({document["email"] for document in first.documents}) == 20


def test_given_fields_of_a_user_are_sent_unchanged() -> None:
    client = Recorder()
    person = People(client, Random("seed"))(name=" x ", password="another password")
    assert client.documents[0]["name"] == " x "
    assert (person.id, person.password) == ("number 1", "another password")


def test_a_person_logs_in_once_for_all_requests() -> None:
    client = Recorder()
    person = People(client, Random("seed"))()
    assert person.headers == person.headers == [("Authorization", "Bearer t")]
    assert [document["target"] for document in client.documents] == ["/users", "/auth/login"]
