"""The route modules, in the order of the contract."""

from .analytics import AnalyticsController
from .auth import AuthController
from .documents import DocumentController
from .members import MemberController
from .posts import PostController
from .system import SystemController
from .tags import TagController
from .teams import TeamController
from .users import UserController

route_handlers = (
    AuthController,
    UserController,
    PostController,
    TeamController,
    MemberController,
    TagController,
    DocumentController,
    AnalyticsController,
    SystemController,
)
