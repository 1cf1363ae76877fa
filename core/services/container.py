"""Every service in one object: an adapter provides this one thing, and a new resource changes no adapter's wiring."""

from collections.abc import Callable

from sqlalchemy.ext.asyncio import AsyncSession

from ..analytics.configuration import AnalyticsSession
from ..settings import Settings
from ..storage import object_store
from .analytics import AnalyticsService
from .document import DocumentService
from .member import MemberService
from .objects import Objects
from .post import PostService
from .security import Security
from .tag import TagService
from .team import TeamService
from .user import UserService


class Process:
    """What all requests of a process share; created once for each application."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.security = Security(settings)
        self.objects = Objects(object_store(settings))


class Services:
    """The services over one session, each created when it is asked for."""

    def __init__(self, session: AsyncSession, process: Process, open_analytics: Callable[[], AnalyticsSession]) -> None:
        """`open_analytics` opens a session of the analytics database; few requests need one."""
        self.session = session
        self.process = process
        self.open_analytics = open_analytics

    @property
    def users(self) -> UserService:
        return UserService(self.session, security=self.process.security, objects=self.process.objects)

    @property
    def posts(self) -> PostService:
        return PostService(self.session)

    @property
    def teams(self) -> TeamService:
        return TeamService(self.session)

    @property
    def members(self) -> MemberService:
        return MemberService(self.session)

    @property
    def tags(self) -> TagService:
        return TagService(self.session)

    @property
    def documents(self) -> DocumentService:
        return DocumentService(self.session, objects=self.process.objects)

    @property
    def analytics(self) -> AnalyticsService:
        return AnalyticsService(self.session, analytics=self.open_analytics())
