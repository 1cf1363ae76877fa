"""The answers in the OpenAPI document: each status with its headers, each problem type with a schema."""

from collections.abc import Iterable
from http import HTTPStatus
from itertools import groupby

from ...errors import LikewiseError
from ..exchange import NOT_STORED
from ..faults import MOST_FAULTS
from ..operation import ANY, JSON, NDJSON, Operation
from ..operations import OPERATIONS
from ..problems import MEDIA_TYPE as PROBLEM
from ..problems import members
from .examples import EXAMPLES
from .schemas import REFERENCE, TEXT, Json, closed

ENTITY_TAG = r'^"[0-9a-f]{64}"$'
HEADERS: dict[str, Json] = {
    "X-Request-ID": {
        "description": "Echoed from the request, or new.",
        "schema": {**TEXT, "pattern": "^[!-~]{1,128}$"},
    },
    "X-Content-Type-Options": {"schema": {"const": "nosniff"}},
    "Cache-Control": {"schema": {"const": "no-store"}},
}
LOCATION: Json = {
    "description": "Path of what can be got, the prefix of a mount included.",
    "schema": {**TEXT, "format": "uri-reference"},
}
DOWNLOAD: dict[str, Json] = {
    "ETag": {"description": "Strong: the SHA-256 of the content.", "schema": {**TEXT, "pattern": ENTITY_TAG}},
    "Cache-Control": {"schema": {"const": "private, no-cache"}},
}
CONTENT: dict[str, Json] = {
    "Accept-Ranges": {"schema": {"const": "bytes"}},
    "Content-Disposition": {
        "description": "An attachment with its filename (RFC 6266).",
        "schema": {**TEXT, "pattern": "^attachment; filename="},
    },
    "Content-Length": {"schema": {"type": "integer", "minimum": 0}},
}
FAULTS = {
    "BodyFault": {"pointer": {**TEXT, "description": "RFC 6901."}, "code": TEXT, "detail": TEXT},
    "QueryFault": {"parameter": TEXT, "code": TEXT, "detail": TEXT},
}
CONTENT_RANGE: Json = {"schema": {**TEXT, "pattern": r"^bytes [0-9]+-[0-9]+/[0-9]+$"}}


def headers_of_all() -> Json:
    """The headers that answers share, for the components."""
    return {name: {"required": True, **header} for name, header in HEADERS.items()}


def headers(media_type: str | None, others: dict[str, Json]) -> Json:
    """The headers of an answer: the shared ones and its own, all required."""
    stored = media_type is None or not media_type.startswith(NOT_STORED)
    shared = [name for name in HEADERS if name not in others and not (stored and name == "Cache-Control")]
    references: Json = {name: {"$ref": f"#/components/headers/{name}"} for name in shared}
    return references | {name: {"required": True, **header} for name, header in others.items()}


def successes(operation: Operation) -> Json:
    """The response objects of success, by status."""
    return {str(status): success(operation, status) for status in operation.successes}


def failures(operation: Operation) -> Json:
    """The response objects of errors, by status."""
    by_status = groupby(operation.possible_errors, key=lambda error: error.status)
    return {str(status): failure(errors) for status, errors in by_status}


def success(operation: Operation, status: int) -> Json:
    """The response object of a success."""
    own: dict[str, Json] = {}
    if status == HTTPStatus.CREATED:
        own["Location"] = LOCATION
    if operation.media_type == ANY:
        own |= DOWNLOAD
        own |= CONTENT if status != HTTPStatus.NOT_MODIFIED else {}
        own |= {"Content-Range": CONTENT_RANGE} if status == HTTPStatus.PARTIAL_CONTENT else {}
    response: Json = {"description": HTTPStatus(status).phrase, "headers": headers(operation.media_type, own)}
    if operation.media_type is not None and status != HTTPStatus.NOT_MODIFIED:
        response["content"] = {operation.media_type: content(operation)}
    return response


def content(operation: Operation) -> Json:
    """The media type object of a success."""
    if operation.media_type == JSON and operation.answer is not None:
        name = operation.answer.__name__
        return {"schema": {"$ref": REFERENCE.format(model=name)}, "example": EXAMPLES[name]}
    if operation.media_type == JSON:
        return {"schema": {"type": "object"}}
    if operation.media_type == NDJSON:
        # The schema is of the whole body, which is not JSON: 3.1 has no keyword for the items of a sequence.
        return {"schema": {**TEXT, "description": "A Post as JSON on each line."}}
    return {"schema": {**TEXT, "format": "binary"} if operation.media_type == ANY else TEXT}


def failure(errors: Iterable[type[LikewiseError]]) -> Json:
    """The response object of a status: one of these problem types, with an example for each."""
    told = [error.example() for error in errors]
    values: dict[str, set[str]] = {}
    for error in told:
        for name, value in error.headers:
            values.setdefault(name, set()).add(value)
    # Of several types with the same status, one may have a header that another does not.
    always = set(values).intersection(*({name for name, _ in error.headers} for error in told))
    own: dict[str, Json] = {
        name: {"required": name in always, "schema": schema_of_header(name, sorted(each))}
        for name, each in values.items()
    }
    references = {members(error)["type"]: REFERENCE.format(model=problem_name(type(error))) for error in told}
    schema: Json = {"oneOf": [{"$ref": reference} for reference in references.values()]}
    schema["discriminator"] = {"propertyName": "type", "mapping": references}
    examples = {error.slug: {"summary": error.title, "value": members(error)} for error in told}
    return {
        "description": "; ".join(error.title for error in told),  # http's phrases change with Python's version
        "headers": headers(PROBLEM, own),
        "content": {
            PROBLEM: {
                "schema": schema if len(told) > 1 else {"$ref": next(iter(references.values()))},
                "examples": examples,
            }
        },
    }


def schema_of_header(name: str, values: list[str]) -> Json:
    """The schema of a problem's header: its values where they are constant, else their form."""
    match name:
        case "Retry-After":
            return {"type": "integer", "minimum": 1, "description": "Seconds to wait."}
        case "Content-Range":
            return {**TEXT, "pattern": r"^bytes \*/[0-9]+$"}
        case _:
            return {**TEXT, "enum": values}


def problem_name(error: type[LikewiseError]) -> str:
    """The name of a problem type's schema: `email-taken` is EmailTakenProblem."""
    return f"{error.slug.title().replace('-', '')}Problem"


def problem_schemas() -> Json:
    """A schema for each problem type of the operations: RFC 9457's members, and the faults of a 422."""
    errors = {problem_name(error): error for operation in OPERATIONS for error in operation.possible_errors}
    faults = {name: closed(members) for name, members in FAULTS.items()}
    return {name: problem_schema(error) for name, error in sorted(errors.items())} | faults


def problem_schema(error: type[LikewiseError]) -> Json:
    told = members(error.example())
    properties: Json = {
        "type": {**TEXT, "const": told["type"]},
        "title": {**TEXT, "const": told["title"]},
        "status": {"type": "integer", "const": told["status"]},
        "detail": TEXT,
    }
    if "errors" in told:
        faults = [{"$ref": REFERENCE.format(model=name)} for name in FAULTS]
        properties["errors"] = {"type": "array", "minItems": 1, "maxItems": MOST_FAULTS, "items": {"oneOf": faults}}
    return closed(properties)
