"""FastAPI's own OpenAPI document, completed from core's: problems, headers, links."""

from typing import Any

from fastapi.routing import APIRoute

from core.http.openapi.document import components
from core.http.openapi.responses import failures, successes
from core.http.openapi.schemas import header_parameters
from core.http.operation import HTML, JSON
from core.http.operations import OPERATIONS


def operation_id(route: APIRoute) -> str:
    """Name an operation after its handler."""
    return route.name


def responses(operation_id: str) -> dict[int | str, dict[str, Any]]:
    """The responses of an operation that no signature describes: its problems, and its successes without the model."""
    operation = next(operation for operation in OPERATIONS if operation.id == operation_id)
    described = {int(status): response for status, response in (successes(operation) | failures(operation)).items()}
    if operation.media_type in {JSON, HTML}:  # the return annotation or the response class describes the content
        del described[operation.status]["content"]
    return {**described}


def native_document(document: dict[str, Any]) -> None:
    """Add the request's headers, and the components that `responses` refers to, in place."""
    shared = components()
    document["components"]["schemas"] = shared["schemas"] | document["components"]["schemas"]
    document["components"] |= {kind: shared[kind] for kind in ("headers", "parameters")}
    for operation in OPERATIONS:
        described = document["paths"][operation.path][operation.method.lower()]
        described["parameters"] = [*described.get("parameters", ()), *header_parameters(operation)]
