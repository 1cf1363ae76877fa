"""Fixtures for tests that need only an address: users, and random data that a seed repeats."""

from collections.abc import Callable
from functools import partial
from random import Random

import pytest

from tests.clients.base import Client, Header
from tests.people import People, bearer, login

SEED = pytest.StashKey[int]()

MARKERS = (
    "white_box: needs more than an address; set by the fixtures a test uses",
    "long: takes its time, or the machine's; `nox -s everything` runs it",
    "repetition: shows what it shows elsewhere at less cost; set by the variant, and not run for a push",
    "strict: holds policy, for which an adapter may need its strict layer; `--lenient` leaves it out",
    "each_database: shows what an adapter does with its session, so each shows it on both databases",
    "only(database, transport, interface, further): run on matching variants alone",
    "every_server: depends on the server, so runs on uvicorn and gunicorn always",
    "resource(name): run also where an adapter mounts this resource once more",
    "another_host: names a host that is not the server's",
    "default_setting(name): holds where this setting has its default",
)


def pytest_configure(config: pytest.Config) -> None:
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)


@pytest.fixture
def random(request: pytest.FixtureRequest, variant: object) -> Random:
    """Random numbers that the seed repeats, the same for every variant of a test."""
    return Random(f"{request.config.stash[SEED]} {request.node.nodeid.replace(str(variant), '')}")


@pytest.fixture
def create_user(client: Client, random: Random) -> People:
    """`create_user(**fields)` creates a user and returns the Person."""
    return People(client, random)


@pytest.fixture(name="login")
def login_(client: Client) -> Callable[[str, str], str]:
    """`login(email, password)` returns a token."""
    return partial(login, client)


@pytest.fixture
def headers() -> Callable[[str], list[Header]]:
    """`headers(token)` returns what authorises a request."""
    return bearer
