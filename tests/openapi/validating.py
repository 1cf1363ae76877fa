"""The OpenAPI document, and validation by its schemas."""

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from core.http.openapi.document import DOCUMENT

DOCUMENTED: dict[str, Any] = json.loads(DOCUMENT)


def validate(schema: Any, value: Any) -> None:
    """Validate by a schema of the document, formats included.

    Raises:
        ValidationError: the value is not what the schema says.
    """
    validator(json.dumps(schema)).validate(value)  # pyright: ignore[reportUnknownMemberType] -- jsonschema leaves them without types


@cache
def validator(schema: str) -> Draft202012Validator:
    """The validator of a schema, as JSON text, which may refer to the document's components."""
    whole = {**json.loads(schema), "components": DOCUMENTED["components"]}
    return Draft202012Validator(whole, format_checker=FormatChecker())
