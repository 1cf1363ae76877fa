"""Users as they cross the wire; what is secret has no member here."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from .base import Input, Output
from .fields import Boolean, Email, Name, Password, QueryBoolean, Time
from .page import Page, PageQuery
from .post import PostSummary


class UserCreate(Input):
    email: Email
    name: Name
    password: Password


class UserUpdate(Input):
    """Every member may be absent and none may be null, so the defaults are placeholders that are never read."""

    email: Email = Field(default_factory=str)
    name: Name = Field(default_factory=str)
    password: Password = Field(default_factory=str)
    is_active: Boolean = Field(default_factory=bool, description="only a superuser sets it")


class User(Output):
    id: UUID
    email: str
    name: str
    is_active: bool
    is_superuser: bool
    created_at: Time
    updated_at: Time


class UserDetail(Output):
    """Not a subclass of `User`: members keep their order, and a resource ends with its times."""

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


class UserQuery(PageQuery):
    # Narrower than the base's, which is safe where nobody assigns: the model is frozen.
    order_by: Literal["created_at", "updated_at", "name", "email"] = "created_at"  # pyright: ignore[reportIncompatibleVariableOverride] -- narrower
    is_active: QueryBoolean | None = None
