"""Each framework's native OpenAPI document, at /native/openapi.json, agrees with core's."""

from collections.abc import Iterator
from typing import Any, cast

import pytest

from tests.adapters import ADAPTERS, ENTRIES
from tests.clients.base import Client
from tests.contract.operations import OPERATIONS
from tests.variants import Variant

# Each on a server of its own: Sanic Extensions keep one document for a process, that of the application started last.
pytestmark = pytest.mark.only(transport="socket", database="sqlite")
Json = dict[str, Any]
# Where a framework has no words for an aspect below, adapters.toml says why.
UNSAID: dict[str, dict[str, str]] = {
    form.name: entry["unsaid"] for name, entry in ENTRIES.items() for form in ADAPTERS[name] if "unsaid" in entry
}
# In the names of schemas, and in what is told to people, they differ as they like.
FREE = {"title", "description", "example", "examples"}


def test_only_frameworks_that_make_a_document_have_one(client: Client, variant: Variant) -> None:
    status = client.call("GET", "/native/openapi.json").status
    assert status == (200 if variant.adapter.name in UNSAID else 404)


def test_the_native_document_says_what_the_contract_says(client: Client, variant: Variant) -> None:
    if variant.adapter.name not in UNSAID:
        return
    contract = client.call("GET", "/openapi.json").json()
    native = client.call("GET", "/native/openapi.json").json()
    found: dict[str, list[str]] = {}
    for operation, aspect, expected, actual in differences(contract, native):
        found.setdefault(aspect, []).append(f"{operation}: {actual} is not {expected}")
    unsaid = UNSAID[variant.adapter.name]
    assert {aspect: told[:3] for aspect, told in found.items() if aspect not in unsaid} == {}
    assert unsaid.keys() <= found.keys(), "what can be said by now need not be excused"


def differences(contract: Json, native: Json) -> Iterator[tuple[str, str, Any, Any]]:
    """The differences: operation, aspect, core's value, the framework's value."""
    declared = {(method, path) for path, methods in native["paths"].items() for method in methods}
    expected = {(each.method.lower(), each.path) for each in OPERATIONS}
    if declared != expected:
        yield "all", "operations", expected - declared, declared - expected
    for name, method, path, *_ in OPERATIONS:
        ours = aspects(contract, contract["paths"][path][method.lower()])
        theirs = aspects(native, native["paths"][path][method.lower()])
        yield from ((name, aspect, ours[aspect], theirs[aspect]) for aspect in ours if ours[aspect] != theirs[aspect])


def aspects(document: Json, operation: Json) -> Json:
    """The compared aspects of an operation, by name."""
    described: Json = resolved(document, operation)
    parameters = {(each["in"], each["name"]): each for each in described.get("parameters", [])}
    body = described.get("requestBody", {})
    responses = described["responses"]
    return {
        "operation id": described["operationId"],
        "path parameters": {key: parameter(each) for key, each in parameters.items() if key[0] == "path"},
        "query parameters": {key: parameter(each) for key, each in parameters.items() if key[0] == "query"},
        "header parameters": {key: parameter(each) for key, each in parameters.items() if key[0] == "header"},
        "style of parameters": {key: each["explode"] for key, each in parameters.items() if "explode" in each},
        "request body": {kind: plain(each["schema"]) for kind, each in body.get("content", {}).items()},
        "a body is required": body.get("required"),
        "statuses": sorted(responses),
        "media types": {status: sorted(map(essence, each.get("content", {}))) for status, each in responses.items()},
        "problem types": {status: sorted(problem_types(each)) for status, each in responses.items() if status >= "400"},
        "headers": {status: sorted(each.get("headers", {})) for status, each in responses.items()},
        "security": bool(described.get("security", document.get("security"))),
    }


def resolved(document: Json, node: Any) -> Any:
    """A node with every reference replaced by its target; no schema refers to itself."""
    if isinstance(node, list):
        return [resolved(document, each) for each in cast("list[Any]", node)]
    if not isinstance(node, dict):
        return node
    members = cast("Json", node)
    if isinstance(reference := members.get("$ref"), str):
        target: Any = document
        for step in reference.removeprefix("#/").split("/"):
            target = target[step]
        return resolved(document, target)
    return {name: resolved(document, each) for name, each in members.items() if name != "discriminator"}


def parameter(described: Json) -> Json:
    schema = plain(described["schema"])
    if len(kinds := schema.get("anyOf", ())) == 2 and kinds[1] == {"type": "null"}:
        schema = kinds[0]  # a query has no null: this means that the parameter may be absent
    return {"required": described.get("required", False), "schema": schema}


def essence(media_type: str) -> str:
    """A media type without the charset, which is always UTF-8."""
    return media_type.removesuffix("; charset=utf-8")


def plain(schema: Any) -> Any:
    """A schema without the keywords that may differ; named members stay, whatever their names."""
    if isinstance(schema, list):
        return [plain(each) for each in cast("list[Any]", schema)]
    if not isinstance(schema, dict):
        return schema
    keywords = cast("Json", schema)
    members = {name: plain(each) for name, each in keywords.get("properties", {}).items()}
    rest = {name: plain(each) for name, each in keywords.items() if name not in {*FREE, "properties"}}
    if rest.get("default", ...) is None:  # FastAPI omits a default of null
        del rest["default"]
    return rest | ({"properties": members} if members else {})


def problem_types(response: Json) -> Iterator[str]:
    for described in response.get("content", {}).values():
        schema = described.get("schema", {})
        for each in schema.get("oneOf", [schema]):
            yield each.get("properties", {}).get("type", {}).get("const", "?")
