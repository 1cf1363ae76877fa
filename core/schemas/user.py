"""Users. No answer has a field for a password or its hash."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from .base import Input, Output, Patch
from .fields import Boolean, Email, Name, Password, QueryBoolean, Time
from .page import Page, PageQuery
from .post import PostSummary


class UserCreate(Input):
    email: Email
    name: Name
    password: Password


class UserUpdate(Patch):
    email: Email
    name: Name
    password: Password
    is_active: Boolean = Field(description="only a superuser sets it")


class User(Output):
    id: UUID
    email: str
    name: str
    is_active: bool
    is_superuser: bool
    created_at: Time
    updated_at: Time


class UserDetail(Output):
    """Not a subclass of `User`: fields keep their order, and every resource ends with its times."""

    id: UUID
    email: str
    name: str
    is_active: bool
    is_superuser: bool
    posts: list[PostSummary] = Field(description="the newest 20")
    created_at: Time
    updated_at: Time


class UserPage(Page[User]):
    pass


class UserQuery(PageQuery[Literal["created_at", "updated_at", "name", "email"]]):
    is_active: QueryBoolean | None = None
