"""Bad queries, sent to list_users, with every error; and operations without parameters."""

import pytest

from tests.clients.base import Client
from tests.contract.answers import check_faults
from tests.contract.operations import OPERATIONS, absent
from tests.people import Person

INTEGER = "Must be an integer in plain decimal digits."
BOOLEAN = "Must be true or false."
TIME = "Must be an RFC 3339 time with an offset, such as 2026-01-31T12:00:00Z."
UUID = "Must be a UUID in lower case with hyphens."


@pytest.mark.parametrize(
    ("query", "faults"),
    [
        *[
            (f"limit={value}", [("?limit", "integer", INTEGER)])
            for value in ("x", "1_0", "%2B1", "+1", "1.0", "1e1", "%D9%A3", "0x1", "01", "%201", "true", "null")
        ],
        ("limit=0", [("?limit", "out_of_range", "Must be at least 1.")]),
        ("limit=-1", [("?limit", "out_of_range", "Must be at least 1.")]),
        ("limit=101", [("?limit", "out_of_range", "Must be at most 100.")]),
        ("limit=99999999999999999999999", [("?limit", "integer", INTEGER)]),
        ("offset=10001", [("?offset", "out_of_range", "Must be at most 10000.")]),
        *[
            (f"total={value}", [("?total", "boolean", BOOLEAN)])
            for value in ("yes", "1", "0", "True", "FALSE", "on", "null")
        ],
        ("is_active=1", [("?is_active", "boolean", BOOLEAN)]),
        ("search=", [("?search", "too_short", "Must be at least 1 characters long.")]),
        (f"search={'a' * 101}", [("?search", "too_long", "Must be at most 100 characters long.")]),
        ("search=abc%00", [("?search", "control_character", "Must not contain control characters.")]),
        ("search=abc%1Fdef", [("?search", "control_character", "Must not contain control characters.")]),
        (
            "order_by=password",
            [("?order_by", "choice", "Must be one of 'created_at', 'updated_at', 'name' or 'email'.")],
        ),
        (
            "order_by=hashed_password",
            [("?order_by", "choice", "Must be one of 'created_at', 'updated_at', 'name' or 'email'.")],
        ),
        ("sort=ASC", [("?sort", "choice", "Must be one of 'asc' or 'desc'.")]),
        *[
            (f"created_after={value}", [("?created_after", "time", TIME)])
            for value in (
                "1",
                "1700000000",
                "2026-01-01",
                "2026-01-01T00:00:00",
                "2026-01-01T00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-01-01T00:00:60Z",
                "2026-01-01T24:00:00Z",
                "0000-01-01T00:00:00Z",
                "2026-01-01T00:00:00+24:00",
                "0001-01-01T00:00:00%2B01:00",
                "9999-12-31T23:59:59-01:00",
                "2026-01-01T00:00:00+01:00",
                "2026-01-01%2000:00:00Z",
                "%D9%A2026-01-01T00:00:00Z",
            )
        ],
        ("ids=x", [("?ids", "uuid", UUID)]),
        ("colour=red", [("?colour", "unknown", "Is not known here.")]),
        (
            "colour=red&total=x&limit=x",
            [
                ("?limit", "integer", INTEGER),
                ("?total", "boolean", BOOLEAN),
                ("?colour", "unknown", "Is not known here."),
            ],
        ),
    ],
)  # fmt: skip -- a query a line
def test_list_users_refuses_a_bad_query(
    client: Client, superuser: Person, query: str, faults: list[tuple[str, str, str]]
) -> None:
    answer = client.request("GET", f"/users?{query}", headers=superuser.headers)
    check_faults(answer, *faults)


@pytest.mark.parametrize("query", ["", "&&", "limit=100&offset=10000", "created_after=2026-01-01t00:00:00.123456789z"])
def test_list_users_accepts_unusual_but_correct_queries(client: Client, superuser: Person, query: str) -> None:
    assert client.request("GET", f"/users?{query}", headers=superuser.headers).status == 200


@pytest.mark.strict
@pytest.mark.parametrize(
    ("method", "path"),
    [
        (each.method, absent(each.path))
        for each in OPERATIONS
        if each.resource in {"auth", "users", "health", "metrics", "openapi.json", "docs"} and each.name != "list_users"
    ],
)
def test_operations_without_parameters_refuse_every_parameter(
    client: Client, superuser: Person, method: str, path: str
) -> None:
    answer = client.request(method, f"{path}?limit=1", headers=superuser.headers)
    check_faults(answer, ("?limit", "unknown", "Is not known here."))
