"""What schemathesis finds and is right all the same: rules that no schema can tell, each told by its fault."""

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
    # Which names leave a slug is a matter of transliteration. One with a plain letter or digit does.
    "slug": lambda name: isinstance(name, str) and not re.search("[0-9A-Za-z]", name),
    # The format allows what no mail reaches: reserved domains, addresses without one.
    "email": lambda email: isinstance(email, str) and not PLAIN_EMAIL.fullmatch(email),
    # To JSON Schema 3.0 is an integer; the contract wants one that is written so.
    "integer": lambda number: isinstance(number, float) and number.is_integer(),
    # A cursor is the `next` of a page under the same filters, and does not go with an offset.
    "cursor": lambda _: True,
}


@schemathesis.hook
def filter_case(context: schemathesis.HookContext, case: Any) -> bool:
    """Nobody deletes or deactivates who is calling: all that came after would be a 401."""
    if (case.path_parameters or {}).get("user_id") != os.environ["CALLER"]:
        return True
    deactivated = member(case.body, "is_active") is False
    return case.operation.definition.raw["operationId"] != "delete_user" and not deactivated


@schemathesis.hook
def filter_failure(
    context: schemathesis.HookContext, failure: Failure, case: Any, response: schemathesis.Response
) -> bool:
    """Keep a failure unless it is one of those above, or one of these two."""
    operation = case.operation.definition.raw["operationId"]
    if isinstance(failure, RejectedPositiveData):
        # Whether a range can be satisfied depends on how long the content is.
        if operation == "get_document_content" and response.status_code == 416:
            return False
        return response.status_code != 422 or not all(untold(fault, case.body) for fault in response.json()["errors"])
    if isinstance(failure, AcceptedNegativeData) and operation == "create_document":
        # In a form `true` and `1` are text like any other.
        return not isinstance(member(case.body, "name"), bool | int | float)
    return True


def member(body: Any, name: str) -> Any:
    """A member of a body, which may be anything."""
    return cast("dict[str, Any]", body).get(name) if isinstance(body, dict) else None


def untold(fault: dict[str, str], body: Any) -> bool:
    """Whether the schema does not tell of what a value was refused for."""
    return fault["code"] in UNTOLD and UNTOLD[fault["code"]](value_at(fault.get("pointer", ""), body))


def value_at(pointer: str, body: Any) -> Any:
    """What a pointer leads to; pointers to members of ours have nothing to unescape."""
    value = json.loads(body) if isinstance(body, bytes) else body
    for step in pointer.split("/")[1:]:
        value = value[int(step) if isinstance(value, list) else step]
    return value
