"""The shapes that cross the wire, one module an aggregate. Strictness lives in the field types."""

from core.schemas.analytics import Activity, ActivityQuery, DayActivity, Refreshed
from core.schemas.auth import Login, Token
from core.schemas.base import Input, Output, Query, Repeated, Undecodable
from core.schemas.document import Document, DocumentCreate, DocumentPage, DocumentQuery, DocumentUpdate
from core.schemas.member import Member, MemberCreate, MemberPage, MemberQuery, MemberUpdate
from core.schemas.page import Cursor, FilterQuery, Page, PageQuery
from core.schemas.post import Post, PostCreate, PostFilterQuery, PostPage, PostQuery, PostSummary, PostUpdate
from core.schemas.system import Health
from core.schemas.tag import Tag, TagCreate, TagPage, TagQuery, TagReference, TagUpdate
from core.schemas.team import Team, TeamCreate, TeamDetail, TeamPage, TeamQuery, TeamUpdate
from core.schemas.user import User, UserCreate, UserDetail, UserPage, UserQuery, UserUpdate

__all__ = (
    "Activity",
    "ActivityQuery",
    "Cursor",
    "DayActivity",
    "Document",
    "DocumentCreate",
    "DocumentPage",
    "DocumentQuery",
    "DocumentUpdate",
    "FilterQuery",
    "Health",
    "Input",
    "Login",
    "Member",
    "MemberCreate",
    "MemberPage",
    "MemberQuery",
    "MemberUpdate",
    "Output",
    "Page",
    "PageQuery",
    "Post",
    "PostCreate",
    "PostFilterQuery",
    "PostPage",
    "PostQuery",
    "PostSummary",
    "PostUpdate",
    "Query",
    "Refreshed",
    "Repeated",
    "Tag",
    "TagCreate",
    "TagPage",
    "TagQuery",
    "TagReference",
    "TagUpdate",
    "Team",
    "TeamCreate",
    "TeamDetail",
    "TeamPage",
    "TeamQuery",
    "TeamUpdate",
    "Token",
    "Undecodable",
    "User",
    "UserCreate",
    "UserDetail",
    "UserPage",
    "UserQuery",
    "UserUpdate",
)
