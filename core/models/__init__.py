"""The tables, one module for each aggregate."""

from .analytics import ANALYTICS, AnalyticsBase, CountedEvent, Refresh
from .base import Base
from .document import Document
from .event import Event
from .post import Post, post_tag
from .tag import Tag
from .team import Team, TeamMember, team_tag
from .user import User

__all__ = (
    "ANALYTICS",
    "AnalyticsBase",
    "Base",
    "CountedEvent",
    "Document",
    "Event",
    "Post",
    "Refresh",
    "Tag",
    "Team",
    "TeamMember",
    "User",
    "post_tag",
    "team_tag",
)
