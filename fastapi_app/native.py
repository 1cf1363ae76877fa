"""FastAPI's own OpenAPI document, completed from core's: problems, headers, links, the form."""

from typing import Any

from fastapi.routing import APIRoute

from core.http.openapi.document import components, request_body
from core.http.openapi.responses import failures, successes
from core.http.openapi.schemas import header_parameters
from core.http.operation import HTML, JSON, Operation
from core.http.operations import OPERATIONS

# Declared for each operation, so that FastAPI does not add an error of its own; `complete` describes it.
DESCRIBED: dict[int | str, dict[str, Any]] = {422: {"description": "Validation failed"}}


def operation_id(route: APIRoute) -> str:
    """Name an operation after its handler."""
    return route.name


def native_document(document: dict[str, Any]) -> None:
    """Complete the OpenAPI document in place: add what no signature describes, and the components for it."""
    native, shared = document["components"], components()
    native["schemas"] = shared["schemas"] | native["schemas"]
    native |= {kind: shared[kind] for kind in ("headers", "parameters")}
    for operation in OPERATIONS:
        complete(document["paths"][operation.path][operation.method.lower()], operation)


def complete(described: dict[str, Any], operation: Operation) -> None:
    """Complete one operation object in place."""
    described["parameters"] = [*described.get("parameters", ()), *header_parameters(operation)]
    native = described["responses"][str(operation.status)]
    described["responses"] = successes(operation) | failures(operation)
    if operation.media_type in {JSON, HTML}:  # the return annotation or the response class describes the content
        described["responses"][str(operation.status)]["content"] = native["content"]
    if operation.upload:
        described["requestBody"] = request_body(operation)
