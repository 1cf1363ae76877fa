"""Tags."""

from typing import Literal
from uuid import UUID

from .base import Input, Output, Patch
from .fields import TagName, Time
from .page import Page, PageQuery


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
