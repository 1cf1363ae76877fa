"""Tags as they cross the wire."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from .base import Input, Output
from .fields import TagName, Time
from .page import Page, PageQuery


class TagCreate(Input):
    name: TagName


class TagUpdate(Input):
    """The name may be absent and not null, so the default is a placeholder that is never read."""

    name: TagName = Field(default_factory=str)


class TagReference(Output):
    """A tag as what it is put on shows it."""

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


class TagQuery(PageQuery):
    # Narrower than the base's, which is safe where nobody assigns: the model is frozen.
    order_by: Literal["created_at", "updated_at", "name"] = "created_at"  # pyright: ignore[reportIncompatibleVariableOverride] -- narrower
