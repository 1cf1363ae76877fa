"""The schemas of bodies, queries and answers, one module for each aggregate. The types in `fields` are strict."""

from .analytics import Activity, ActivityQuery, DayActivity, Refreshed
from .auth import Login, Token
from .base import Input, Output, Patch, Query, Repeated, Undecodable
from .cursor import Cursor
from .document import Document, DocumentCreate, DocumentPage, DocumentQuery, DocumentUpdate, FileDescription
from .member import Member, MemberCreate, MemberPage, MemberQuery, MemberUpdate
from .page import FilterQuery, Page, PageQuery
from .post import Post, PostCreate, PostFilterQuery, PostPage, PostQuery, PostSummary, PostUpdate
from .system import Health
from .tag import Tag, TagCreate, TagPage, TagQuery, TagReference, TagUpdate
from .team import Team, TeamCreate, TeamDetail, TeamPage, TeamQuery, TeamUpdate
from .user import User, UserCreate, UserDetail, UserPage, UserQuery, UserUpdate

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
    "FileDescription",
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
    "Patch",
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
