"""A running application, in process or as a server, on a database of its own."""

import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.commandline.migrate import migrate
from core.commandline.superuser import create_superuser
from core.settings import Settings
from tests.clients.base import Client
from tests.clients.socket import SocketClient
from tests.databases import Database
from tests.people import SUPERUSER, Person
from tests.servers import Server
from tests.variants import Variant

SECRET = "a secret that only the tests know, and sign with"
PINNED: dict[str, Any] = {
    "secret": SECRET,
    "storage": "memory://",
    # The cheapest hash: the tests do not depend on its cost.
    "password_time_cost": 1,
    "password_memory_cost": 8,
    "password_parallelism": 1,
}


@dataclass(frozen=True, slots=True)
class Deployment:
    """One running application; `server` is None in process."""

    client: Client
    settings: Settings
    database: Database
    server: Server | None = None


def values_for(url: str, **changes: Any) -> dict[str, Any]:
    return {**PINNED, "database_url": url, **changes}


def settings_for(url: str, **changes: Any) -> Settings:
    return Settings.model_validate(values_for(url, **changes))


def prepare(url: str) -> None:
    """Migrate an empty database and create the superuser: the template of all databases."""
    settings = settings_for(url)
    migrate(settings)
    create_superuser(settings, SUPERUSER.email, SUPERUSER.name, SUPERUSER.password)


def superuser_of(application: Deployment) -> Person:
    """The superuser of every database."""
    return Person(application.client, SUPERUSER.email, SUPERUSER.name, SUPERUSER.password)


@contextmanager
def run(variant: Variant, database: Database, log: Path, **changes: Any) -> Generator[Deployment]:
    """Run the variant's application on this database, with a directory for analytics that is gone afterwards.

    Args:
        log: takes what a server prints; in process nothing is written there.
        changes: settings that differ from the pinned ones.
    """
    with (
        tempfile.TemporaryDirectory(prefix="likewise-analytics-") as analytics,
        running(variant, database, log, **{"analytics": analytics, **changes}) as deployment,
    ):
        yield deployment


@contextmanager
def running(variant: Variant, database: Database, log: Path, **changes: Any) -> Generator[Deployment]:
    settings = settings_for(database.url, **changes)
    if variant.server is None:
        with variant.adapter.start(settings) as client:
            yield Deployment(variant.through(client), settings, database)
        return
    server_name = variant.server
    values = values_for(database.url, **changes)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LIKEWISE_")}
    environment |= {f"LIKEWISE_{name.upper()}": str(value) for name, value in values.items()}
    with (
        Server(lambda port: variant.adapter.command(server_name, port), log, environment) as server,
        SocketClient(server.host, server.port) as client,
    ):
        yield Deployment(variant.through(client), settings, database, server)
