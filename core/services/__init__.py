"""Every rule of the domain, over one database session."""

from .analytics import AnalyticsService as AnalyticsService
from .document import DocumentService as DocumentService
from .member import MemberService as MemberService
from .objects import Objects as Objects
from .post import PostService as PostService
from .security import Security as Security
from .tag import TagService as TagService
from .team import TeamService as TeamService
from .user import UserService as UserService
