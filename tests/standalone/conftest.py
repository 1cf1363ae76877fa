"""The command line on a database of the test's own, and the WSGI application over the same one."""

from collections.abc import Callable, Iterator, Mapping

import pytest
from click.testing import CliRunner, Result

from standalone import create_wsgi_app
from standalone.__main__ import main
from tests.clients.wsgi import WsgiClient
from tests.databases import Database, Databases
from tests.deployment import PINNED, settings_for
from tests.people import SUPERUSER, login

PASSWORD = "correct horse"

Invoke = Callable[..., Result]


@pytest.fixture
def own_database(databases: Callable[[str], Databases]) -> Iterator[Database]:
    """Migrated, with the superuser and nobody else."""
    with databases("sqlite").temporary() as database:
        yield database


@pytest.fixture
def environment(own_database: Database) -> Mapping[str, str]:
    """What an operator sets; no secret."""
    values = {**PINNED, "database_url": own_database.url, "password": PASSWORD}
    return {f"LIKEWISE_{name.upper()}": str(value) for name, value in values.items() if name != "secret"}


@pytest.fixture
def invoke(environment: Mapping[str, str]) -> Invoke:
    """`invoke("users", "list")` runs a command in this process."""

    def run(*arguments: str, env: Mapping[str, str | None] | None = None, input: str | None = None) -> Result:  # noqa: A002 -- click's name for it
        return CliRunner().invoke(main, arguments, input=input, env={**environment, **(env or {})})

    return run


@pytest.fixture
def web(own_database: Database) -> WsgiClient:
    """The same database over HTTP."""
    return WsgiClient(create_wsgi_app(settings_for(own_database.url)))


@pytest.fixture
def token(web: WsgiClient) -> str:
    """The superuser's."""
    return login(web, SUPERUSER.email, SUPERUSER.password)
