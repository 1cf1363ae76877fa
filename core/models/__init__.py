"""The tables, one module an aggregate."""

from core.models.analytics import ANALYTICS, AnalyticsBase, CountedEvent, Refresh
from core.models.base import Base
from core.models.document import Document
from core.models.event import Event
from core.models.post import Post, post_tag
from core.models.tag import Tag
from core.models.team import Team, TeamMember, team_tag
from core.models.user import User

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
