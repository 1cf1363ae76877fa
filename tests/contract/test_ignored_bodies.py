"""Operations without a body: they read none and refuse none."""

import pytest

from tests.clients.base import Client, Header
from tests.contract.answers import check_problem
from tests.contract.operations import NO_DOCUMENT, NO_POST, NO_TEAM, NO_USER
from tests.people import People

JSON_TYPE: list[Header] = [("Content-Type", "application/json")]
LIMIT = 1024 * 1024
WITHOUT_BODY = [
    ("DELETE", NO_USER, "not-found"),
    ("DELETE", NO_POST, "not-found"),
    ("DELETE", NO_TEAM, "not-found"),
    ("DELETE", NO_DOCUMENT, "not-found"),
    ("GET", NO_POST, "not-found"),
    ("POST", "/analytics/refresh", "forbidden"),
]


@pytest.mark.parametrize(("method", "path", "problem"), WITHOUT_BODY)
def test_an_operation_without_a_body_ignores_any_body(
    client: Client, create_user: People, method: str, path: str, problem: str
) -> None:
    headers = [*create_user().headers, *JSON_TYPE]
    check_problem(client.request(method, path, headers=headers, body=b"{"), problem)
    check_problem(client.request(method, path, headers=headers, chunks=[b"{", b"["]), problem)
    check_problem(client.request(method, path, headers=headers, chunks=[b"x" * 65536] * (LIMIT // 65536 + 1)), problem)
