"""The base classes of all schemas. Input refuses unknown fields; output is built from rows."""

from typing import Any, cast

from pydantic import BaseModel, ConfigDict, field_validator
from pydantic_core import PydanticCustomError


class Input(BaseModel):
    """A request body."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Patch(Input):
    """A PATCH body. Declare the fields as if each were required: the body may leave out any of them.

    A field that may be null says so in its type. An absent field reads as None whatever its type is, so use `changes`
    or `model_fields_set` to learn what was sent.
    """

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Let every field be absent. A factory is the one kind of default that the OpenAPI document does not show."""
        for field in cls.model_fields.values():
            if field.is_required():
                field.default_factory = _absent
        cls.model_rebuild(force=True)

    def changes(self) -> dict[str, Any]:
        """Return the fields that were sent, by name."""
        return self.model_dump(exclude_unset=True)


def _absent() -> None:
    """Stand in for a field that was not sent."""


class Repeated(str):
    """Replaces the value of a query parameter that was sent more than once."""


class Undecodable(str):
    """Replaces the value of a query parameter that is not percent-encoded UTF-8."""


class Query(Input):
    """Query parameters. The class itself is the query of an operation without parameters."""

    @field_validator("*", mode="before")
    @classmethod
    def _refuse_markers(cls, value: object) -> object:
        # FastAPI passes a list when the field's type is a list.
        values: list[object] = cast("list[object]", value) if isinstance(value, list) else [value]
        if any(isinstance(each, Repeated) for each in values):
            raise PydanticCustomError("repeated", "Must be given once.")
        if any(isinstance(each, Undecodable) for each in values):
            raise PydanticCustomError("encoding", "Must be percent-encoded UTF-8.")
        return cast("object", value)


class Output(BaseModel):
    """An answer."""

    model_config = ConfigDict(from_attributes=True, frozen=True)
