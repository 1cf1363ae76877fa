"""Checks a server's answers before anything is timed, and collects what later answers are held against."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from compare.results import Operation

EMAIL = "compare@example.org"
PASSWORD = "a password for the comparison"
SEEDED_USERS = 1000
PAGE = 100
CREATED = 5
"""Users that a check leaves behind."""
READ = 24
"""Users that are read one by one."""
LISTED = {"limit": "20", "order_by": "name", "sort": "asc"}


Unreachable = httpx.TransportError


class WrongAnswer(Exception):
    """An answer that no adapter may give; the row is reported with it and not timed."""


@dataclass(frozen=True)
class Answers:
    """What a server's right answers hold. Servers with equal digests have answered alike, to the byte.

    `bodies` has the answer of each user who was read, by id; `items` the first page of the list, `total` how many users
    there are after the check. `shortest` is the least length of a right answer.
    """

    token: str
    ids: tuple[str, ...]
    digest: str
    bodies: Mapping[str, bytes]
    items: list[Any]
    total: int
    shortest: Mapping[Operation, int]


def check(base_url: str, prefix: str) -> Answers:
    """Log in, read the pages of all seeded users and some users, and create a few. Raises WrongAnswer."""
    digest = hashlib.sha256()
    with httpx.Client(base_url=base_url, timeout=10, trust_env=False) as client:
        login = _expect(200, client.post("/auth/login", json={"email": EMAIL, "password": PASSWORD}))
        token = str(login.json()["access_token"])
        client.headers["Authorization"] = f"Bearer {token}"
        ids: list[str] = []
        for offset in range(0, SEEDED_USERS, PAGE):
            page = {"limit": str(PAGE), "offset": str(offset), "order_by": "name", "sort": "asc"}
            answer = _expect(200, client.get("/users", params=page))
            digest.update(answer.content)
            ids.extend(item["id"] for item in answer.json()["items"])
        if len(set(ids)) != SEEDED_USERS:
            raise WrongAnswer(f"{len(set(ids))} different users on the pages of {SEEDED_USERS}")
        listed = _expect(200, client.get("/users", params=LISTED))
        digest.update(listed.content)
        bodies: dict[str, bytes] = {}
        for user_id in ids[:READ]:
            got = _expect(200, client.get(f"/users/{user_id}"))
            bodies[user_id] = got.content
            digest.update(got.content)
        for number in range(CREATED):
            name = f"{prefix}-{number}"
            new = {"email": f"{name}@example.org", "name": name, "password": PASSWORD}
            _expect(201, client.post("/users", json=new))
    # Half of a right answer allows for shorter names, but not for an empty list.
    shortest: dict[Operation, int] = {"get_user": 100, "list_users": len(listed.text) // 2, "create_user": 100}
    page = listed.json()
    return Answers(
        token=token,
        ids=tuple(ids),
        digest=digest.hexdigest(),
        bodies=bodies,
        items=page["items"],
        total=page["total"] + CREATED,
        shortest=shortest,
    )


def _expect(status: int, response: httpx.Response) -> httpx.Response:
    if response.status_code != status:
        request = f"{response.request.method} {response.request.url.path}"
        raise WrongAnswer(f"{request} answered {response.status_code}, not {status}: {response.text[:300]}")
    return response
