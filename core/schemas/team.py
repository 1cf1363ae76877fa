"""Teams as they cross the wire."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, WithJsonSchema

from .base import Input, Output
from .fields import Description, Integer, QuerySlug, SluggableName, Time, Uuid
from .member import Member
from .page import Page, PageQuery
from .post import Tags
from .tag import TagReference

Seats = Annotated[
    Integer,
    Field(ge=1, le=1_000_000),
    # Beside a validator of our own, Pydantic would tell of "ge" and "le", which mean nothing to JSON Schema.
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 1_000_000}),
]


class TeamCreate(Input):
    name: SluggableName
    description: Description | None = None
    seats: Seats | None = Field(default=None, description="the most members there may be")
    tags: Tags = Field(default=[])


class TeamUpdate(Input):
    """What may be absent has a placeholder for a default, which is never read and told by no document."""

    name: SluggableName = Field(default_factory=str)
    description: Description | None = Field(default_factory=lambda: None)
    seats: Seats | None = Field(default_factory=lambda: None, description="the most members there may be")
    tags: Tags = Field(default_factory=list, description="replaces the whole set")


class Team(Output):
    id: UUID
    slug: str
    name: str
    description: str | None
    seats: int | None
    created_at: Time
    updated_at: Time


class TeamDetail(Output):
    """Not a subclass of `Team`: members keep their order, and a resource ends with its times."""

    id: UUID
    slug: str
    name: str
    description: str | None
    seats: int | None
    tags: list[TagReference] = Field(description="by slug")
    members: list[Member] = Field(description="the first 100 by joining")
    created_at: Time
    updated_at: Time


class TeamPage(Page[Team]):
    pass


class TeamQuery(PageQuery):
    # Narrower than the base's, which is safe where nobody assigns: the model is frozen.
    order_by: Literal["created_at", "updated_at", "name"] = "created_at"  # pyright: ignore[reportIncompatibleVariableOverride] -- narrower
    tag: QuerySlug | None = Field(default=None, description="slug of a tag that is on the team")
    member_id: Uuid | None = Field(default=None, description="a user who is a member")
