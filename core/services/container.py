"""Every service in one object: an adapter provides this one thing, and a new resource changes no adapter's wiring."""

from collections.abc import Callable

from sqlalchemy.ext.asyncio import AsyncSession

from ..analytics.configuration import AnalyticsSession
from ..security import AsyncLoginLimiter, AsyncPasswords, Tokens
from ..settings import Settings
from ..storage import object_store
from .analytics import AnalyticsService
from .document import DocumentService
from .member import MemberService
from .objects import Objects
from .post import PostService
from .tag import TagService
from .team import TeamService
from .user import UserService


class Resources:
    """The objects that all requests share; created once for each application."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.passwords = AsyncPasswords(settings)
        self.tokens = Tokens(settings)
        self.logins = AsyncLoginLimiter(settings)
        self.objects = Objects(object_store(settings))


class Services:
    """The services over one session, each created when it is asked for."""

    def __init__(
        self, session: AsyncSession, resources: Resources, open_analytics: Callable[[], AnalyticsSession]
    ) -> None:
        """`open_analytics` opens a session of the analytics database; few requests need one."""
        self.session = session
        self.resources = resources
        self.open_analytics = open_analytics

    @property
    def users(self) -> UserService:
        return UserService(
            self.session,
            passwords=self.resources.passwords,
            tokens=self.resources.tokens,
            logins=self.resources.logins,
            objects=self.resources.objects,
        )

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
        return DocumentService(self.session, objects=self.resources.objects)

    @property
    def analytics(self) -> AnalyticsService:
        return AnalyticsService(self.session, analytics=self.open_analytics())
