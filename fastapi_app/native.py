"""FastAPI's own OpenAPI document, completed from core's: problems, headers, links, the form; and its page, offline."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.openapi.docs import get_swagger_ui_html, get_swagger_ui_oauth2_redirect_html
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute
from fastapi.staticfiles import StaticFiles
from openapi_ui_bundles import swagger_ui

from core.http.openapi.document import components, request_body
from core.http.openapi.responses import failures, successes
from core.http.openapi.schemas import header_parameters
from core.http.operation import HTML, JSON, Operation
from core.http.operations import OPERATIONS

DOCS = "/native/docs"
ASSETS = "/native/assets"

# Declared for each operation, so that FastAPI does not add an error of its own; `complete` describes it.
DESCRIBED: dict[int | str, dict[str, Any]] = {422: {"description": "Validation failed"}}


def operation_id(route: APIRoute) -> str:
    """Name an operation after its handler."""
    return route.name


def native_document(document: dict[str, Any]) -> None:
    """Complete the OpenAPI document in place: add what no signature describes, and the components for it."""
    native, shared = document.setdefault("components", {}), components()
    native["schemas"] = shared["schemas"] | native.get("schemas", {})
    native |= {kind: shared[kind] for kind in ("headers", "parameters")}
    for operation in OPERATIONS:
        if described := document["paths"].get(operation.path, {}).get(operation.method.lower()):
            complete(described, operation)


def complete(described: dict[str, Any], operation: Operation) -> None:
    """Complete one operation object in place."""
    described["parameters"] = [*described.get("parameters", ()), *header_parameters(operation)]
    native = described["responses"][str(operation.status)]
    described["responses"] |= successes(operation) | failures(operation)
    if operation.media_type in {JSON, HTML}:  # the return annotation or the response class describes the content
        described["responses"][str(operation.status)]["content"] = native["content"]
    if operation.upload:
        described["requestBody"] = request_body(operation)


def docs_page(app: FastAPI) -> None:
    """Serve FastAPI's page with scripts of our own, as FastAPI documents it: its own page loads them from elsewhere."""

    async def swagger_ui_html(request: Request) -> HTMLResponse:
        prefix: str = request.scope.get("root_path", "").rstrip("/")
        redirect = app.swagger_ui_oauth2_redirect_url
        return get_swagger_ui_html(
            openapi_url=f"{prefix}{app.openapi_url}",
            title=f"{app.title} - Swagger UI",
            swagger_js_url=f"{prefix}{ASSETS}/swagger-ui-bundle.js",
            swagger_css_url=f"{prefix}{ASSETS}/swagger-ui.css",
            swagger_favicon_url=f"{prefix}{ASSETS}/favicon-32x32.png",
            oauth2_redirect_url=redirect and f"{prefix}{redirect}",
            init_oauth=app.swagger_ui_init_oauth,
            swagger_ui_parameters=app.swagger_ui_parameters,
        )

    async def swagger_ui_redirect(request: Request) -> HTMLResponse:
        return get_swagger_ui_oauth2_redirect_html()

    app.mount(ASSETS, StaticFiles(directory=swagger_ui.static_path), name="docs-page-assets")
    app.add_route(DOCS, swagger_ui_html, include_in_schema=False)
    if app.swagger_ui_oauth2_redirect_url:
        app.add_route(app.swagger_ui_oauth2_redirect_url, swagger_ui_redirect, include_in_schema=False)
