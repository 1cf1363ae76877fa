"""What handlers work with: sessions, and services on them, made once for an application from its settings."""

from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager

from core import services, services_sync
from core.settings import Settings

from .database import async_database, sync_database


class AsyncServices:
    """For handlers under ASGI."""

    def __init__(self, settings: Settings) -> None:
        self.security = services.Security(settings)
        self.database = async_database(settings)
        self.session = self.database.create_session_maker()

    @asynccontextmanager
    async def users(self) -> AsyncGenerator[services.UserService]:
        """Users, on a session of their own."""
        async with self.session() as session:
            yield services.UserService(session, security=self.security)


class SyncServices:
    """For handlers under WSGI, and for commands."""

    def __init__(self, settings: Settings) -> None:
        self.security = services_sync.Security(settings)
        self.database = sync_database(settings)
        self.session = self.database.create_session_maker()

    @contextmanager
    def users(self) -> Generator[services_sync.UserService]:
        """Users, on a session of their own."""
        with self.session() as session:
            yield services_sync.UserService(session, security=self.security)
