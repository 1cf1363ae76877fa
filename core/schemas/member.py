"""Members of a team."""

from typing import Literal, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from .base import Input, Output, Patch
from .fields import OnlyTrue, Time, Uuid
from .page import Page, PageQuery

Role = Literal["admin", "member"]
# The OpenAPI document's words for what the validator of MemberUpdate refuses.
OWNER_AS_MEMBER: JsonDict = {
    "properties": {"role": {"const": "member"}, "is_owner": {"const": True}},
    "required": ["role", "is_owner"],
}


class MemberCreate(Input):
    user_id: Uuid
    role: Role = "member"


class MemberUpdate(Patch):
    """A change of role, or a hand-over of the team to this member. The owner cannot have the role "member"."""

    model_config = ConfigDict(json_schema_extra={"not": OWNER_AS_MEMBER})

    role: Role
    is_owner: OnlyTrue = Field(description="true hands the team over")

    @model_validator(mode="after")
    def _owner_is_admin(self) -> Self:
        if self.is_owner and "role" in self.model_fields_set and self.role != "admin":
            raise PydanticCustomError("owner", "The owner is an admin.")
        return self


class Member(Output):
    user_id: UUID
    name: str
    role: Role
    is_owner: bool
    created_at: Time
    updated_at: Time


class MemberPage(Page[Member]):
    pass


class MemberQuery(PageQuery[Literal["created_at", "updated_at"]]):
    """`search` looks into the user's name and email; `ids` are ids of users."""
