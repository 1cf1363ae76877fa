"""Pydantic's errors as the contract's faults: never its messages, which change and quote the input."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from pydantic_core import ErrorDetails

from ..errors import Fault

# The answer is of bounded size, however many members a body has.
MOST_FAULTS = 100

# Pydantic's error type: code, and detail to be filled with the error's context. Errors of our own fields have both.
WORDS: Mapping[str, tuple[str, str]] = {
    "missing": ("missing", "Must be given."),
    "extra_forbidden": ("unknown", "Is not known here."),
    "model_type": ("object", "Must be an object."),
    "model_attributes_type": ("object", "Must be an object."),  # where FastAPI validates
    "string_type": ("string", "Must be a string."),
    "string_unicode": ("encoding", "Must be UTF-8."),
    "list_type": ("array", "Must be an array."),
    "string_too_short": ("too_short", "Must be at least {min_length} characters long."),
    "string_too_long": ("too_long", "Must be at most {max_length} characters long."),
    "too_short": ("too_short", "Must have at least {min_length} items."),
    "too_long": ("too_long", "Must have at most {max_length} items."),
    "literal_error": ("choice", "Must be one of {expected}."),
    "greater_than_equal": ("out_of_range", "Must be at least {ge}."),
    "less_than_equal": ("out_of_range", "Must be at most {le}."),
}


def body_faults(errors: Iterable[ErrorDetails]) -> list[Fault]:
    """The faults of a body, located relative to it."""
    return [
        Fault(*_words(error), pointer="".join(f"/{_escape(str(step))}" for step in error["loc"]))
        for error, _ in zip(errors, range(MOST_FAULTS), strict=False)
    ]


def query_faults(errors: Iterable[ErrorDetails]) -> list[Fault]:
    """The faults of query parameters; an error of several together has its parameter in its context."""
    return [
        Fault(*_words(error), parameter=str(error["loc"][0] if error["loc"] else _context(error)["parameter"]))
        for error, _ in zip(errors, range(MOST_FAULTS), strict=False)
    ]


def without_input(fault: Any) -> Any:
    """Return a fault of Pydantic's without what was sent. Anything else, such as a team's own text, stays as it is."""
    if not isinstance(fault, dict):
        return fault
    return {name: value for name, value in cast("dict[str, Any]", fault).items() if name != "input"}


def _words(error: ErrorDetails) -> tuple[str, str]:
    if error["type"] not in WORDS:
        return error["type"], error["msg"]
    code, detail = WORDS[error["type"]]
    return code, detail.format_map(_context(error))


def _context(error: ErrorDetails) -> dict[str, Any]:
    return error.get("ctx", {})


def _escape(step: str) -> str:
    return step.replace("~", "~0").replace("/", "~1")
