"""Members of a team as they cross the wire."""

from typing import Literal, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from .base import Input, Output
from .fields import OnlyTrue, Time, Uuid
from .page import Page, PageQuery

Role = Literal["admin", "member"]
# What the validator below refuses, for the document.
OWNER_AS_MEMBER: JsonDict = {
    "properties": {"role": {"const": "member"}, "is_owner": {"const": True}},
    "required": ["role", "is_owner"],
}


class MemberCreate(Input):
    user_id: Uuid
    role: Role = "member"


class MemberUpdate(Input):
    """Both may be absent and neither null, so the defaults are placeholders that are never read."""

    model_config = ConfigDict(json_schema_extra={"not": OWNER_AS_MEMBER})

    role: Role = Field(default_factory=lambda: "member")
    is_owner: OnlyTrue = Field(default_factory=bool, description="true hands the team over")

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


class MemberQuery(PageQuery):
    """`search` looks into the user's name and email, `ids` are the users'."""

    # Narrower than the base's, which is safe where nobody assigns: the model is frozen.
    order_by: Literal["created_at", "updated_at"] = "created_at"  # pyright: ignore[reportIncompatibleVariableOverride] -- narrower
