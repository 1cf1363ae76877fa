"""What handlers work with: services on a session of their own, from what is made once for an application."""

from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager

from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from core import services, services_sync
from core.analytics.configuration import analytics_sessions
from core.settings import Settings
from core.storage import object_store

from .database import async_database, sync_database


class AsyncServices:
    """For handlers under ASGI."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.security = services.Security(settings)
        self.objects = services.Objects(object_store(settings))
        self.database = async_database(settings)
        self.session = self.database.create_session_maker()
        self.analytics_session = analytics_sessions(settings)

    @asynccontextmanager
    async def open(self) -> AsyncGenerator["AsyncDomain"]:
        """The domain, on a session of its own."""
        async with self.session() as session:
            yield AsyncDomain(session, self)


class AsyncDomain:
    """Services on one session, each made when it is asked for."""

    def __init__(self, session: AsyncSession, made: AsyncServices) -> None:
        self.session = session
        self.made = made

    @property
    def users(self) -> services.UserService:
        return services.UserService(self.session, security=self.made.security, objects=self.made.objects)

    @property
    def posts(self) -> services.PostService:
        return services.PostService(self.session)

    @property
    def teams(self) -> services.TeamService:
        return services.TeamService(self.session)

    @property
    def members(self) -> services.MemberService:
        return services.MemberService(self.session)

    @property
    def tags(self) -> services.TagService:
        return services.TagService(self.session)

    @property
    def documents(self) -> services.DocumentService:
        return services.DocumentService(self.session, objects=self.made.objects)

    @property
    def analytics(self) -> services.AnalyticsService:
        return services.AnalyticsService(self.session, analytics=self.made.analytics_session())


class SyncServices:
    """For handlers under WSGI, and for commands."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.security = services_sync.Security(settings)
        self.objects = services_sync.Objects(object_store(settings))
        self.database = sync_database(settings)
        self.session = self.database.create_session_maker()
        self.analytics_session = analytics_sessions(settings)

    @contextmanager
    def open(self) -> Generator["SyncDomain"]:
        """The domain, on a session of its own."""
        with self.session() as session:
            yield SyncDomain(session, self)


class SyncDomain:
    """Services on one session, each made when it is asked for."""

    def __init__(self, session: Session, made: SyncServices) -> None:
        self.session = session
        self.made = made

    @property
    def users(self) -> services_sync.UserService:
        return services_sync.UserService(self.session, security=self.made.security, objects=self.made.objects)

    @property
    def posts(self) -> services_sync.PostService:
        return services_sync.PostService(self.session)

    @property
    def teams(self) -> services_sync.TeamService:
        return services_sync.TeamService(self.session)

    @property
    def members(self) -> services_sync.MemberService:
        return services_sync.MemberService(self.session)

    @property
    def tags(self) -> services_sync.TagService:
        return services_sync.TagService(self.session)

    @property
    def documents(self) -> services_sync.DocumentService:
        return services_sync.DocumentService(self.session, objects=self.made.objects)

    @property
    def analytics(self) -> services_sync.AnalyticsService:
        return services_sync.AnalyticsService(self.session, analytics=self.made.analytics_session())
