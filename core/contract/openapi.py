"""The contract as an OpenAPI 3.1 document, made from the table of operations and the schemas."""

from collections.abc import Iterable
from http import HTTPStatus
from itertools import groupby

from pydantic_core import to_json

from core.contract.openapi_schemas import REFERENCE, Json, components, path_parameters, query_parameters
from core.contract.operation import JSON, Access, Operation
from core.contract.operations import OPERATIONS
from core.contract.problems import MEDIA_TYPE as PROBLEM
from core.contract.problems import members
from core.errors import LikewiseError, ValidationFailed

MULTIPART = "multipart/form-data"
REQUEST_ID: Json = {"X-Request-ID": {"description": "Echoed from the request, or new.", "schema": {"type": "string"}}}


def document() -> Json:
    """The whole document; `servers` is relative, so that it holds under any mount."""
    paths: dict[str, Json] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method.lower()] = describe(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Likewise",
            "version": "0.1.0",
            "description": "One domain on five frameworks; whichever answers, the answer is the same.",
        },
        "servers": [{"url": "."}],
        "tags": [{"name": tag} for tag in dict.fromkeys(operation.tag for operation in OPERATIONS)],
        "paths": paths,
        "components": {
            "schemas": components(),
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
    }


def describe(operation: Operation) -> Json:
    """One operation object."""
    described: Json = {
        "operationId": operation.id,
        "summary": operation.summary,
        "tags": [operation.tag],
        "parameters": [*path_parameters(operation), *query_parameters(operation.query)],
        "security": [] if operation.access is Access.OPEN else [{"bearer": []}],
        "responses": {str(status): success(operation, status) for status in operation.successes},
    }
    if operation.body is not None:
        schema: Json = {"$ref": REFERENCE.format(model=operation.body.__name__)}
        described["requestBody"] = {"required": True, "content": {JSON: {"schema": schema}}}
        if operation.upload:
            described["requestBody"]["content"] = {MULTIPART: {"schema": with_file(schema)}}
    for status, errors in groupby(operation.errors, key=lambda error: error.status):
        described["responses"][str(status)] = failure(status, list(errors))
    return described


def with_file(schema: Json) -> Json:
    """A schema's members as parts of a form, and a file beside them."""
    part: Json = {"type": "string", "contentMediaType": "application/octet-stream"}
    file: Json = {"type": "object", "properties": {"file": part}, "required": ["file"]}
    return {"allOf": [schema, file]}


def success(operation: Operation, status: int) -> Json:
    """The response object of a success."""
    response: Json = {"description": HTTPStatus(status).phrase, "headers": dict(REQUEST_ID)}
    if status == HTTPStatus.CREATED:
        response["headers"]["Location"] = {"description": "Path of what was made.", "schema": {"type": "string"}}
    if operation.media_type is not None and status != HTTPStatus.NOT_MODIFIED:
        answer = operation.answer
        schema: Json = {"$ref": REFERENCE.format(model=answer.__name__)} if answer else {}
        response["content"] = {operation.media_type: {"schema": schema}}
    return response


def failure(status: int, errors: Iterable[type[LikewiseError]]) -> Json:
    """The response object of a status, with an example for each problem type that has it."""
    headers, examples = dict(REQUEST_ID), dict[str, Json]()
    for error in (error.example() for error in errors):
        examples[error.slug] = {"summary": error.title, "value": members(error)}
        for name, value in error.headers:
            headers[name] = {"schema": {"type": "string"}, "example": value}
    schema = REFERENCE.format(model="ValidationProblem" if status == ValidationFailed.status else "Problem")
    return {
        "description": HTTPStatus(status).phrase,
        "headers": headers,
        "content": {PROBLEM: {"schema": {"$ref": schema}, "examples": examples}},
    }


DOCUMENT = to_json(document())
