"""The OpenAPI 3.1 document, from the table of operations and the schemas."""

from http import HTTPStatus

from pydantic import BaseModel
from pydantic_core import to_json

from ..operation import JSON, Access, Operation
from ..operations import OPERATIONS, TAGS
from .examples import EXAMPLES
from .links import links
from .responses import failures, headers_of_all, problem_schemas, successes
from .schemas import (
    REFERENCE,
    REQUEST_ID,
    Json,
    closed,
    header_parameters,
    members_of,
    model_schemas,
    path_parameters,
    query_parameters,
)

MULTIPART = "multipart/form-data"


def document() -> Json:
    """The whole document; `servers` is relative, so that it is right under any mount."""
    paths: dict[str, Json] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method.lower()] = describe(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Likewise",
            "version": "0.1.0",
            "description": "One domain on five frameworks; whichever answers, the answer is the same.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "."}],
        "tags": tags(),
        "paths": paths,
        "components": components(),
    }


def tags() -> list[Json]:
    """The tags of the operations, in the order of the table, with their descriptions."""
    return [{"name": name, "description": TAGS[name]} for name in dict.fromkeys(each.tag for each in OPERATIONS)]


def components() -> Json:
    """The components that the operations refer to."""
    return {
        "schemas": dict(sorted({**model_schemas(), **problem_schemas()}.items())),
        "parameters": {"X-Request-ID": REQUEST_ID},
        "headers": headers_of_all(),
        "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
    }


def describe(operation: Operation) -> Json:
    """One operation object."""
    described: Json = {
        "operationId": operation.id,
        "summary": operation.summary,
        "tags": [operation.tag],
        "parameters": [
            *path_parameters(operation),
            *query_parameters(operation.query),
            *header_parameters(operation),
        ],
        "security": [] if operation.access is Access.OPEN else [{"bearer": []}],
        "responses": {**successes(operation), **failures(operation)},
    }
    if body := request_body(operation):
        described["requestBody"] = body
    # 200 too: a tag that exists has the same links as a new one.
    for status in (HTTPStatus.OK, HTTPStatus.CREATED):
        if str(status.value) in described["responses"] and (followed := links(operation)):
            described["responses"][str(status.value)]["links"] = followed
    return described


def request_body(operation: Operation) -> Json:
    """The request body object of an operation; empty where it has none."""
    if operation.body is None:
        return {}
    if operation.upload:
        return form(operation.body)
    name = operation.body.__name__
    schema: Json = {"$ref": REFERENCE.format(model=name)}
    return {"required": True, "content": {JSON: {"schema": schema, "example": EXAMPLES[name]}}}


def form(schema: type[BaseModel]) -> Json:
    """The body of an upload: a schema's members as parts, and a file beside them."""
    parts = members_of(schema)
    parts["file"] = {"type": "string", "format": "binary", "description": "With a filename, of any type."}
    # Any type is allowed; without this, a generator chooses one.
    encoding: Json = {"file": {"contentType": "application/octet-stream"}}
    return {"required": True, "content": {MULTIPART: {"schema": closed(parts), "encoding": encoding}}}


DOCUMENT = to_json(document())
