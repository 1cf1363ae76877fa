"""Litestar's own OpenAPI document, completed from core's: queries, problems, open operations; and a page for it."""

from dataclasses import fields
from typing import Any

from litestar import Request, Router
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import RapidocRenderPlugin
from litestar.openapi.spec import Components, OpenAPI, SecurityScheme
from litestar.static_files import create_static_files_router  # pyright: ignore[reportUnknownVariableType] -- half typed
from openapi_ui_bundles import rapidoc

from core.http.openapi.document import components, describe
from core.http.operation import Access, Operation
from core.http.operations import OPERATIONS

PATH = "/native"
ASSETS = f"{PATH}/assets"


def native_document(prefix: str) -> OpenAPIConfig:
    """Serve the document at /native/openapi.json, and a page that shows it at /native/docs and at /native.

    `prefix` is the application's argument `path`, under which it has all its routes.
    """
    script = f"{prefix}{ASSETS}/rapidoc-min.js"
    page = OfflinePage(js_url=script, path="/docs", favicon='<link rel="icon" href="data:,">')
    config = CompletedConfig(
        title="Likewise on Litestar",
        version="0.1.0",
        path=PATH,
        render_plugins=[page],
        components=Components(
            security_schemes={"LikewiseToken": SecurityScheme(type="http", scheme="Bearer", bearer_format="JWT")}
        ),
        use_handler_docstrings=True,
    )
    config.prefix = prefix
    return config


def docs_page_assets() -> Router:
    """The script of the page, which needs nothing from elsewhere."""
    return create_static_files_router(ASSETS, [rapidoc.static_path], name="docs-page-assets")


class OfflinePage(RapidocRenderPlugin):
    """Litestar's page of RapiDoc, which by itself loads fonts from elsewhere."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        page = super().render(request, openapi_schema)  # pyright: ignore[reportUnknownMemberType] -- half typed
        return page.replace(b"<rapi-doc ", b'<rapi-doc load-fonts="false" ')


class CompletedConfig(OpenAPIConfig):
    """The document that `litestar schema openapi` exports is the one that is served."""

    prefix: str = ""

    def to_openapi_schema(self) -> OpenAPI:
        native = super().to_openapi_schema()
        completed = Completed(**{field.name: getattr(native, field.name) for field in fields(native)})
        completed.prefix = self.prefix
        return completed


class Completed(OpenAPI):
    """Litestar describes a ValidationException that is never answered, and none of the problems that are."""

    prefix: str = ""  # no field of the dataclass, which would be a member of the document

    def to_schema(self) -> dict[str, Any]:
        """Complete the contract's operations; others are described as Litestar describes them."""
        document = super().to_schema()
        native, shared = document["components"], components()
        # Litestar's own have no patterns, no closed objects, and no bounds for members that may be null.
        native["schemas"] |= shared["schemas"]
        native |= {kind: shared[kind] for kind in ("headers", "parameters")}
        for operation in OPERATIONS:
            complete(document["paths"][f"{self.prefix}{operation.path}"][operation.method.lower()], operation)
        return document


def complete(described: dict[str, Any], operation: Operation) -> None:
    """Complete one operation object in place."""
    contract = describe(operation)
    described["operationId"] = operation.id
    described["parameters"] = contract["parameters"]
    native = described["responses"]
    described["responses"] = contract["responses"]
    for status in map(str, operation.successes):  # Litestar knows the content of a success
        described["responses"][status] = {**native[status], "headers": contract["responses"][status]["headers"]}
    if operation.upload:
        described["requestBody"] = contract["requestBody"]
    if operation.access is Access.OPEN:
        described["security"] = []
