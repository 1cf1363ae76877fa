"""An adapter in process, watched, with everything on it that the cases need."""

import importlib
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import cached_property
from random import Random
from typing import Any

from core.settings import Settings
from lab.native.frameworks import FRAMEWORKS
from lab.native.trace import Trace, Watch
from tests.adapters import ADAPTERS
from tests.clients.asgi import AsgiClient
from tests.clients.base import Client
from tests.clients.response import Response
from tests.clients.wsgi import WsgiClient
from tests.contract.actions import create_document, create_team
from tests.databases import Database, open_databases
from tests.deployment import prepare, settings_for
from tests.people import SUPERUSER, People, Person

UPLOAD_LIMIT = 64 * 1024


class Stage:
    """The client, people and things of one adapter."""

    def __init__(self, client: Client, watch: Watch, database: Database, settings: Settings) -> None:
        self.client = client
        self.watch = watch
        self.database = database
        self.settings = settings
        self.create_user = People(client, Random(1))

    def send(self, *arguments: Any, **options: Any) -> Response:
        """The request that a case is about: what went before is forgotten."""
        self.watch.trace = Trace()
        return self.client.request(*arguments, **options)

    def call(self, *arguments: Any, **options: Any) -> Response:
        """The same, as `Client.call` has it."""
        self.watch.trace = Trace()
        return self.client.call(*arguments, **options)

    @cached_property
    def superuser(self) -> Person:
        return Person(self.client, SUPERUSER.email, SUPERUSER.name, SUPERUSER.password)

    @cached_property
    def person(self) -> Person:
        return self.create_user()

    @cached_property
    def other(self) -> Person:
        return self.create_user()

    @cached_property
    def team(self) -> str:
        """Of one seat, owned by `person`."""
        return create_team(self.person, seats=1)

    @cached_property
    def content(self) -> str:
        """The path of a document's content, of `person`."""
        return f"/documents/{create_document(self.person)['id']}/content"


@contextmanager
def stage(name: str, wrap: Callable[[Any], Any] = lambda application: application) -> Generator[Stage]:
    """Run an adapter on a fresh SQLite.

    Args:
        wrap: put round the application, as whoever would answer before it.
    """
    (adapter,) = ADAPTERS[name]
    watch = Watch(FRAMEWORKS[name])
    with (
        tempfile.TemporaryDirectory(prefix="likewise-analytics-") as analytics,
        open_databases("sqlite", None, prepare) as databases,
        databases.temporary() as database,
        watch.installed(),
    ):
        settings = settings_for(database.url, analytics=analytics, upload_limit=UPLOAD_LIMIT)
        create_app = getattr(importlib.import_module(adapter.package), adapter.factory)
        application = answering(wrap(create_app(settings)), watch, adapter.interface)
        with (AsgiClient if adapter.interface == "asgi" else WsgiClient)(application) as client:
            yield Stage(client, watch, database, settings)


def answering(application: Any, watch: Watch, interface: str) -> Any:
    """Note when an answer begins, outside of all that could give one."""

    async def asgi(scope: Any, receive: Any, send: Any) -> None:
        async def noting(message: Any) -> None:
            watch.trace.note("answered")
            await send(message)

        await application(scope, receive, noting if scope["type"] == "http" else send)

    def wsgi(environ: Any, start_response: Any) -> Any:
        def noting(*arguments: Any) -> Any:
            watch.trace.note("answered")
            return start_response(*arguments)

        return application(environ, noting)

    return asgi if interface == "asgi" else wsgi
