"""The schema half of the OpenAPI document: components and parameters, from the Pydantic models."""

import re
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, models_json_schema

from core import schemas
from core.contract.operation import PARAMETERS, Operation
from core.contract.operations import OPERATIONS
from core.schemas.fields import CANONICAL_UUID

Json = dict[str, Any]
REFERENCE = "#/components/schemas/{model}"


class Untitled(GenerateJsonSchema):
    """Without a title for each member: it would only repeat the member's name."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def components() -> Json:
    """Every schema that a body, an answer or a problem refers to, by name."""
    models: dict[type[BaseModel], JsonSchemaMode] = {}
    for operation in OPERATIONS:
        if operation.body is not None:
            models[operation.body] = "validation"
        if operation.answer is not None:
            models[operation.answer] = "serialization"
    _, definitions = models_json_schema(list(models.items()), ref_template=REFERENCE, schema_generator=Untitled)
    return dict(sorted({**definitions["$defs"], **problem_schemas()}.items()))


def problem_schemas() -> Json:
    """The two shapes of a problem: RFC 9457's members, and with them the faults of a 422."""
    text: Json = {"type": "string"}
    problem: Json = {"type": {"type": "string", "format": "uri-reference"}, "title": text}
    problem |= {"status": {"type": "integer"}, "detail": text}
    fault: Json = {
        "type": "object",
        "description": "`pointer` (RFC 6901) names a member of the body, `parameter` one of the query.",
        "properties": {"pointer": text, "parameter": text, "code": text, "detail": text},
        "required": ["code", "detail"],
        "oneOf": [{"required": ["pointer"]}, {"required": ["parameter"]}],
    }
    faults: Json = {"type": "array", "minItems": 1, "items": fault}
    return {
        "Problem": {"type": "object", "properties": problem, "required": list(problem)},
        "ValidationProblem": {
            "type": "object",
            "properties": {**problem, "errors": faults},
            "required": [*problem, "errors"],
        },
    }


def path_parameters(operation: Operation) -> list[Json]:
    """The parameters in a path template."""
    return [
        {"name": name, "in": "path", "required": True, "schema": path_schema(PARAMETERS[name])}
        for name in re.findall(r"\{(\w+)\}", operation.path)
    ]


def path_schema(pattern: str) -> Json:
    """The schema of what matches a pattern; a UUID says so."""
    uuid: Json = {"format": "uuid"} if pattern == CANONICAL_UUID else {}
    return {"type": "string", **uuid, "pattern": f"^{pattern}$"}


def query_parameters(query: type[schemas.Query]) -> list[Json]:
    """The members of a query schema as parameters; lists are comma-separated."""
    members: Json = query.model_json_schema(schema_generator=Untitled).get("properties", {})
    return [query_parameter(name, dict(member)) for name, member in members.items()]


def query_parameter(name: str, schema: Json) -> Json:
    description = schema.pop("description", None)
    if "anyOf" in schema:  # a parameter may be absent, which the model calls None, but there is no null in a query
        schema = dict(schema["anyOf"][0])
    elif schema.get("default") is None:
        schema.pop("default", None)
    parameter: Json = {"name": name, "in": "query", "schema": schema}
    if description is not None:
        parameter["description"] = description
    if schema.get("type") == "array":
        parameter |= {"style": "form", "explode": False}
    return parameter
