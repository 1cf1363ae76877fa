"""Litestar's own OpenAPI document, corrected where no signature could tell it: queries, problems, what is open."""

from itertools import groupby
from typing import Any

from litestar import Request
from litestar.enums import HttpMethod
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.serialization import encode_json
from litestar.types import Method

from core.contract.openapi import failure
from core.contract.openapi_schemas import problem_schemas, query_parameters
from core.contract.operations import OPERATIONS, Access, Operation

NATIVE_DOCUMENT = "/native/openapi.json"


def operation_id(handler: HTTPRouteHandler, method: Method, _path: object) -> str:
    """Name an operation after its handler."""
    return handler.handler_name if method != HttpMethod.HEAD else f"{handler.handler_name}_head"


class NativeDocument(JsonRenderPlugin):
    """Litestar documents a ValidationException that is never answered, and none of the problems that are."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        components = openapi_schema["components"]
        components["schemas"] |= problem_schemas()
        components["securitySchemes"]["BearerToken"].pop("name", None)  # OpenAPI 3.1 allows none for type http
        for operation in OPERATIONS:
            methods = openapi_schema["paths"][operation.path]
            methods.pop("head", None)  # whoever reads it knows what HEAD is
            correct(methods[operation.method.lower()], operation)
        return encode_json(openapi_schema)


def correct(described: dict[str, Any], operation: Operation) -> None:
    """Correct one operation object in place; Litestar keeps it, so that this is done again at every request."""
    parameters = [*described.get("parameters", []), *query_parameters(operation.query)]
    described["parameters"] = list({parameter["name"]: parameter for parameter in parameters}.values())
    responses = {str(operation.status): described["responses"][str(operation.status)]}
    for status, errors in groupby(operation.errors, key=lambda error: error.status):
        responses[str(status)] = failure(status, errors)
    described["responses"] = responses
    if operation.access is Access.OPEN:
        described["security"] = []
