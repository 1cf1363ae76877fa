"""The shapes that cross the wire, one module an aggregate. Strictness lives in the field types."""

from core.schemas.auth import Login, Token
from core.schemas.base import Input, Output, Query, Repeated, Undecodable
from core.schemas.page import Cursor, Page, PageQuery
from core.schemas.post import PostSummary
from core.schemas.system import Health
from core.schemas.user import User, UserCreate, UserDetail, UserPage, UserQuery, UserUpdate

__all__ = (
    "Cursor",
    "Health",
    "Input",
    "Login",
    "Output",
    "Page",
    "PageQuery",
    "PostSummary",
    "Query",
    "Repeated",
    "Token",
    "Undecodable",
    "User",
    "UserCreate",
    "UserDetail",
    "UserPage",
    "UserQuery",
    "UserUpdate",
)
