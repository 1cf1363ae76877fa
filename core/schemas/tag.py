"""Tags."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from .base import Input, Output, Patch
from .fields import TagName, Time
from .page import Page, PageQuery

Tags = Annotated[list[TagName], Field(max_length=20)]
"""The names of the tags on a post or team."""


class TagCreate(Input):
    name: TagName


class TagUpdate(Patch):
    name: TagName


class TagReference(Output):
    """A tag as a post or team shows it."""

    name: str
    slug: str


class Tag(Output):
    id: UUID
    slug: str
    name: str
    created_at: Time
    updated_at: Time


class TagPage(Page[Tag]):
    pass


class TagQuery(PageQuery[Literal["created_at", "updated_at", "name"]]):
    pass
