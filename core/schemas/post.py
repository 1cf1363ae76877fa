"""Posts as they cross the wire."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from .base import Input, Output
from .fields import Body, QuerySlug, TagName, Time, Title, Uuid
from .page import FilterQuery, Page, PageQuery
from .tag import TagReference

Tags = Annotated[list[TagName], Field(max_length=20)]


class PostCreate(Input):
    title: Title
    body: Body
    published_at: Time | None = None
    tags: Tags = Field(default=[])


class PostUpdate(Input):
    """What may be absent has a placeholder for a default, which is never read and told by no document."""

    title: Title = Field(default_factory=str)
    body: Body = Field(default_factory=str)
    published_at: Time | None = Field(default_factory=lambda: None)
    tags: Tags = Field(default_factory=list, description="replaces the whole set")


class PostSummary(Output):
    """A post as its author's detail shows it."""

    id: UUID
    title: str
    created_at: Time


class Post(Output):
    id: UUID
    author_id: UUID
    title: str
    body: str
    published_at: Time | None
    tags: list[TagReference] = Field(description="by slug")
    created_at: Time
    updated_at: Time


class PostPage(Page[Post]):
    pass


class PostFilterQuery(FilterQuery):
    """The list's filters without its paging."""

    author_id: Uuid | None = None
    tag: QuerySlug | None = Field(default=None, description="slug of a tag that is on the post")


class PostQuery(PageQuery, PostFilterQuery):
    # Narrower than the base's, which is safe where nobody assigns: the model is frozen.
    order_by: Literal["created_at", "updated_at", "title"] = "created_at"  # pyright: ignore[reportIncompatibleVariableOverride] -- narrower
