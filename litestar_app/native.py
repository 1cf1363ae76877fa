"""Litestar's own OpenAPI document, completed from core's: queries, problems, open operations."""

from typing import Any

from litestar import Request, Router
from litestar.enums import HttpMethod
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.routes import BaseRoute
from litestar.serialization import encode_json
from litestar.types import ControllerRouterHandler, Method

from core.http.openapi.document import components, describe
from core.http.operation import Access, Operation
from core.http.operations import OPERATIONS


def native_document() -> OpenAPIConfig:
    """Serve the OpenAPI document and nothing beside it."""
    return OpenAPIConfig(
        title="Likewise on Litestar",
        version="0.1.0",
        openapi_router=DocumentRouter(
            "/native/openapi.json", route_handlers=[], include_in_schema=False, opt={"exclude_from_auth": True}
        ),
        render_plugins=[NativeDocument(path="/")],
        operation_id_creator=operation_id,
        use_handler_docstrings=True,
    )


class DocumentRouter(Router):
    """Takes the OpenAPI document from Litestar's plugin, without the HTML page that the plugin adds for paths below."""

    def register(self, value: ControllerRouterHandler) -> list[BaseRoute]:
        return super().register(value) if isinstance(value, BaseRouteHandler) and value.paths == {"/"} else []


def operation_id(handler: HTTPRouteHandler, method: Method, _path: object) -> str:
    """Name an operation after its handler."""
    return f"{handler.handler_name}_head" if method == HttpMethod.HEAD else handler.handler_name


class NativeDocument(JsonRenderPlugin):
    """Litestar describes a ValidationException that is never answered, and none of the problems that are."""

    rendered: bytes | None = None

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """Correct and encode once: it takes a tenth of a second, and needs no token."""
        if self.rendered is None:
            self.rendered = self.corrected(openapi_schema)
        return self.rendered

    def corrected(self, openapi_schema: dict[str, Any]) -> bytes:
        native, shared = openapi_schema["components"], components()
        # Litestar's own have no patterns, no closed objects, and no bounds for members that may be null.
        native["schemas"] |= shared["schemas"]
        native |= {kind: shared[kind] for kind in ("headers", "parameters")}
        native["securitySchemes"]["BearerToken"].pop("name", None)  # OpenAPI 3.1 allows none for type http
        for operation in OPERATIONS:
            methods = openapi_schema["paths"][operation.path]
            methods.pop("head", None)  # HEAD is GET without a body
            correct(methods[operation.method.lower()], operation)
        return encode_json(openapi_schema)


def correct(described: dict[str, Any], operation: Operation) -> None:
    """Correct one operation object in place."""
    contract = describe(operation)
    described["parameters"] = contract["parameters"]
    native = described["responses"]
    described["responses"] = contract["responses"]
    for status in map(str, operation.successes):  # Litestar knows the content of a success
        described["responses"][status] = {**native[status], "headers": contract["responses"][status]["headers"]}
    if operation.upload:
        described["requestBody"] = contract["requestBody"]
    if operation.access is Access.OPEN:
        described["security"] = []
