"""Failures that schemathesis finds and that are right: rules that no schema can express, each by its fault."""

# pyright: reportUnknownMemberType=false
# schemathesis leaves the types of what its decorators give open.

import json
import os
import re
from collections.abc import Callable
from typing import Any, cast

import schemathesis
from schemathesis.core.failures import AcceptedNegativeData, Failure
from schemathesis.openapi.checks import RejectedPositiveData

PLAIN_EMAIL = re.compile(r"[a-z0-9]{1,60}@[a-z0-9]{1,60}\.(com|org|net)")

# The code of a fault -> whether the value may be refused for it, though it satisfies the schema.
UNTOLD: dict[str, Callable[[Any], bool]] = {
    # Whether a name has a slug depends on transliteration. A name with a plain letter or digit has one.
    "slug": lambda name: isinstance(name, str) and not re.search("[0-9A-Za-z]", name),
    # The format allows addresses that no mail reaches: with a reserved domain, or without one.
    "email": lambda email: isinstance(email, str) and not PLAIN_EMAIL.fullmatch(email),
    # To JSON Schema 3.0 is an integer; the contract requires it to be written as one.
    "integer": lambda number: isinstance(number, float) and number.is_integer(),
    # A cursor is the `next` of a page with the same filters, and excludes an offset.
    "cursor": lambda _: True,
}


@schemathesis.hook
def filter_case(context: schemathesis.HookContext, case: Any) -> bool:
    """Do not delete or deactivate the caller: all later answers would be a 401."""
    if (case.path_parameters or {}).get("user_id") != os.environ["CALLER"]:
        return True
    deactivated = member(case.body, "is_active") is False
    return case.operation.definition.raw["operationId"] != "delete_user" and not deactivated


@schemathesis.hook
def filter_failure(
    context: schemathesis.HookContext, failure: Failure, case: Any, response: schemathesis.Response
) -> bool:
    """Keep a failure unless it is one of the above, or of these two."""
    operation = case.operation.definition.raw["operationId"]
    if isinstance(failure, RejectedPositiveData):
        # Whether a range can be satisfied depends on the length of the content.
        if operation == "get_document_content" and response.status_code == 416:
            return False
        return response.status_code != 422 or not all(untold(fault, case.body) for fault in response.json()["errors"])
    if isinstance(failure, AcceptedNegativeData) and operation == "create_document":
        # In a form, `true`, `1` and `{}` are texts.
        return not isinstance(member(case.body, "name"), bool | int | float | dict)
    return True


def member(body: Any, name: str) -> Any:
    """A member of a body, which may be of any type."""
    return cast("dict[str, Any]", body).get(name) if isinstance(body, dict) else None


def untold(fault: dict[str, str], body: Any) -> bool:
    """Whether the schema does not express the reason for which a value was refused."""
    return fault["code"] in UNTOLD and UNTOLD[fault["code"]](value_at(fault.get("pointer", ""), body))


def value_at(pointer: str, body: Any) -> Any:
    """The value at a pointer; pointers to our members need no unescaping."""
    value = json.loads(body) if isinstance(body, bytes) else body
    for step in pointer.split("/")[1:]:
        value = value[int(step) if isinstance(value, list) else step]
    return value
