"""Links in the OpenAPI document: from a new resource to the operations on it."""

import re
from http import HTTPStatus

from ..operation import Operation
from ..operations import OPERATIONS
from .schemas import Json


def links(operation: Operation) -> Json:
    """The operations on a resource that an operation creates, with their path parameters; empty if it creates none."""
    if operation.method != "POST" or operation.answer is None or HTTPStatus.CREATED not in operation.successes:
        return {}
    below = re.compile(re.escape(operation.path) + r"/\{(\w+)\}(/\w+)?")
    found = ((other, below.fullmatch(other.path)) for other in OPERATIONS)
    return {other.id: link(operation, other, match[1]) for other, match in found if match}


def link(operation: Operation, other: Operation, made: str) -> Json:
    """The link object to one operation; `made` is the parameter that identifies the new resource."""
    member = made if made in operation.answer.model_fields else "id"  # pyright: ignore[reportOptionalMemberAccess] -- the caller has checked
    parameters = {name: f"$request.path.{name}" for name in operation.parameters}
    return {"operationId": other.id, "parameters": {**parameters, made: f"$response.body#/{member}"}}
