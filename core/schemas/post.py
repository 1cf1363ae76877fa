"""Posts."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from .base import Input, Output, Patch
from .fields import Body, QuerySlug, Time, Title, Uuid
from .page import FilterQuery, Page, PageQuery
from .tag import TagReference, Tags


class PostCreate(Input):
    title: Title
    body: Body
    published_at: Time | None = None
    tags: Tags = Field(default=[])


class PostUpdate(Patch):
    title: Title
    body: Body
    published_at: Time | None
    tags: Tags = Field(description="replaces the whole set")


class PostSummary(Output):
    """A post as `UserDetail` shows it."""

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
    """The filters of the list, which the export has too."""

    author_id: Uuid | None = None
    tag: QuerySlug | None = Field(default=None, description="slug of a tag that is on the post")


class PostQuery(PageQuery[Literal["created_at", "updated_at", "title"]], PostFilterQuery):
    pass
