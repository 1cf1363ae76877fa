"""Teams. An `Input` refuses unknown members; an `Output` reads a row by its attributes."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, WithJsonSchema

from .base import Input, Output, Patch
from .fields import Description, Integer, QuerySlug, SluggableName, Time, Uuid
from .member import Member
from .page import Page, PageQuery
from .tag import TagReference, Tags

Seats = Annotated[
    Integer,
    Field(ge=1, le=1_000_000),
    # Pydantic writes "ge" and "le" after a custom validator; JSON Schema does not know these words.
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 1_000_000}),
]


class TeamCreate(Input):
    name: SluggableName
    description: Description | None = None
    seats: Seats | None = Field(default=None, description="the most members there may be")
    tags: Tags = Field(default=[])


class TeamUpdate(Patch):
    name: SluggableName
    description: Description | None
    seats: Seats | None = Field(description="the most members there may be")
    tags: Tags = Field(description="replaces the whole set")


class Team(Output):
    id: UUID
    slug: str
    name: str
    description: str | None
    seats: int | None
    created_at: Time
    updated_at: Time


class TeamDetail(Output):
    """Not a subclass of `Team`: fields keep their order, and every resource ends with its times."""

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


class TeamQuery(PageQuery[Literal["created_at", "updated_at", "name"]]):
    tag: QuerySlug | None = Field(default=None, description="slug of a tag that is on the team")
    member_id: Uuid | None = Field(default=None, description="a user who is a member")
