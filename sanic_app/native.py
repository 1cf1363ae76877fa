"""Sanic Extensions' own OpenAPI document, completed from core's, as it sees no injected parameters; and its page."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# sanic-ext leaves the types of its decorators open.

from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from openapi_ui_bundles import redoc
from sanic import HTTPResponse, Request, Sanic, html
from sanic_ext import Config, openapi
from sanic_ext.extensions.openapi.blueprint import blueprint_factory
from sanic_ext.extensions.openapi.builders import OperationStore, SpecificationBuilder
from sanic_ext.extensions.openapi.types import Schema

from core.http.openapi.document import components, describe, request_body
from core.http.openapi.schemas import REQUEST_ID
from core.http.operation import Access, Operation
from core.http.operations import OPERATIONS

SCRIPT = "redoc.standalone.js"
PAGE = Path(__file__).with_name("native.html").read_text(encoding="utf-8")


class JsonSchema(Schema):
    """A schema as it is: sanic-ext's own takes its keywords for the members of an object."""

    def guard(self, fields: dict[str, Any]) -> dict[str, Any]:
        return fields


def native_document(app: Sanic[Any, Any]) -> None:
    """Serve the OpenAPI document, and the page of ReDoc at /native/docs, with a script of our own.

    Not by the extension of sanic-ext: a team may turn it on, for pages of its own under another prefix.
    """
    config = Config(oas_url_prefix="/native", oas_ui_redoc=False, oas_ui_swagger=False)
    blueprint = blueprint_factory(config).copy("native")  # the extension has the factory's name for it
    blueprint.add_route(show_page, "/docs", name="docs")
    blueprint.static(f"/assets/{SCRIPT}", redoc.static_path / SCRIPT)
    app.blueprint(blueprint)
    openapi.exclude(bp=blueprint)


async def show_page(_: Request) -> HTTPResponse:
    """Answer with the page, which is the same for everybody."""
    return html(PAGE)


def describe_handlers(modules: Iterable[ModuleType]) -> None:
    """Describe each handler once; sanic-ext keeps a description by its function, for every application."""
    handlers = {name: handler for module in modules for name, handler in vars(module).items()}
    for operation in OPERATIONS:
        describe_handler(handlers[operation.id], operation)
    shared = components()
    SpecificationBuilder().raw({"components": {kind: shared[kind] for kind in ("schemas", "securitySchemes")}})


def describe_handler(handler: Callable[..., Any], operation: Operation) -> None:
    """Describe what sanic-ext can express: no headers, links or further examples."""
    described = describe(operation)
    openapi.operation(operation.id)(handler)
    for each in described["parameters"]:
        parameter = REQUEST_ID if "$ref" in each else each
        more = {name: parameter[name] for name in ("required", "description") if name in parameter}
        openapi.parameter(parameter["name"], JsonSchema(**parameter["schema"]), parameter["in"], **more)(handler)
    if body := request_body(operation):
        # `openapi.body` would return another handler, which reads the body once more.
        OperationStore()[handler].body(body["content"], required=True)
    for status, response in described["responses"].items():
        openapi.response(int(status), response.get("content", {}), response["description"])(handler)
    if operation.access is not Access.OPEN:
        openapi.secured("bearer")(handler)
