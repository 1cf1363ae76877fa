"""The bases of all shapes: what comes in refuses what it does not know, what goes out is built from rows."""

from typing import cast

from pydantic import BaseModel, ConfigDict, field_validator
from pydantic_core import PydanticCustomError


class Input(BaseModel):
    """A body."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Repeated(str):
    """Stands, in the values of a query, for a parameter that was given more than once."""


class Undecodable(str):
    """Stands, in the values of a query, for one that is not percent-encoded UTF-8."""


class Query(Input):
    """Query parameters; by itself, those of an operation that knows none."""

    @field_validator("*", mode="before")
    @classmethod
    def _refuse_marked(cls, value: object) -> object:
        # FastAPI hands a list type a list.
        values: list[object] = cast("list[object]", value) if isinstance(value, list) else [value]
        if any(isinstance(each, Repeated) for each in values):
            raise PydanticCustomError("repeated", "Must be given once.")
        if any(isinstance(each, Undecodable) for each in values):
            raise PydanticCustomError("encoding", "Must be percent-encoded UTF-8.")
        return cast("object", value)


class Output(BaseModel):
    """An answer."""

    model_config = ConfigDict(from_attributes=True, frozen=True)
