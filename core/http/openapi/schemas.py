"""The schema half of the OpenAPI document: bodies, answers and parameters, from the Pydantic models."""

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, models_json_schema
from pydantic_core.core_schema import ModelSchema

from ... import schemas
from ...schemas.fields import CANONICAL_UUID
from ..operation import ANY, Operation, parameter_pattern
from ..operations import OPERATIONS

Json = dict[str, Any]
REFERENCE = "#/components/schemas/{model}"
TEXT: Json = {"type": "string"}
REQUEST_ID: Json = {
    "name": "X-Request-ID",
    "in": "header",
    "description": "Echoed if it is 1 to 128 visible ASCII characters; else the answer has a new one.",
    "schema": TEXT,
}
CONDITIONS = {
    "Range": "One range of bytes, such as `bytes=0-99`; anything else gets the whole.",
    "If-Range": "The entity tag that the range is of.",
    "If-None-Match": "Entity tags that the client has.",
}


class Closed(GenerateJsonSchema):
    """Allow only the named members; remove titles, which repeat names, and docstrings, which are about code."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def model_schema(self, schema: ModelSchema) -> Json:
        described: Json = {**super().model_schema(schema), "additionalProperties": False}
        return {name: value for name, value in described.items() if name not in {"title", "description"}}


def model_schemas() -> Json:
    """Every schema that a body or an answer refers to, by name."""
    models: dict[type[BaseModel], JsonSchemaMode] = {}
    for operation in OPERATIONS:
        if operation.body is not None and not operation.upload:
            models[operation.body] = "validation"
        if operation.answer is not None:
            models[operation.answer] = "serialization"
    _, definitions = models_json_schema(list(models.items()), ref_template=REFERENCE, schema_generator=Closed)
    return definitions["$defs"]


def members_of(model: type[BaseModel]) -> Json:
    """The schemas of a model's members, by name."""
    return model.model_json_schema(schema_generator=Closed).get("properties", {})


def closed(properties: Json) -> Json:
    """An object with these members, all required, and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def path_parameters(operation: Operation) -> list[Json]:
    """The parameters in a path template."""
    return [
        {"name": name, "in": "path", "required": True, "schema": path_schema(parameter_pattern(name))}
        for name in operation.parameters
    ]


def path_schema(pattern: str) -> Json:
    """The schema of a text that matches a pattern; a UUID has its format too."""
    uuid: Json = {"format": "uuid"} if pattern == CANONICAL_UUID else {}
    return {**TEXT, **uuid, "pattern": f"^{pattern}$"}


def query_parameters(query: type[schemas.Query]) -> list[Json]:
    """The members of a query schema as parameters; lists are comma-separated."""
    return [query_parameter(name, dict(member)) for name, member in members_of(query).items()]


def header_parameters(operation: Operation) -> list[Json]:
    """The headers that an operation reads, without those that OpenAPI describes in another way."""
    chosen = CONDITIONS if operation.media_type == ANY else {}
    return [
        {"$ref": "#/components/parameters/X-Request-ID"},
        *({"name": name, "in": "header", "description": text, "schema": TEXT} for name, text in chosen.items()),
    ]


def query_parameter(name: str, schema: Json) -> Json:
    description = schema.pop("description", None)
    if "anyOf" in schema:  # the model has None for an absent parameter, but a query has no null
        schema = dict(schema["anyOf"][0])
    elif schema.get("default") is None:
        schema.pop("default", None)
    parameter: Json = {"name": name, "in": "query", "schema": schema}
    if description is not None:
        parameter["description"] = description
    if schema.get("type") == "array":
        parameter |= {"style": "form", "explode": False}
    return parameter
