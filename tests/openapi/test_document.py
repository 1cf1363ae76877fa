"""The OpenAPI document by itself: its schemas are JSON Schema, its examples fit them, and nothing is missing."""

import json
from collections.abc import Iterator
from typing import Any, cast

import pytest
from jsonschema import Draft202012Validator

from core import schemas
from core.http.parsing import parse_body
from tests.contract.operations import OPEN, PROBLEM_STATUSES, Operation
from tests.contract.operations import OPERATIONS as LISTED
from tests.openapi.validating import DOCUMENTED, validate

Json = dict[str, Any]
OPERATIONS: dict[str, Json] = {
    operation["operationId"]: operation for methods in DOCUMENTED["paths"].values() for operation in methods.values()
}
SCHEMAS: Json = DOCUMENTED["components"]["schemas"]
KEYWORDS = {
    *("$ref", "type", "const", "enum", "format", "pattern", "minLength", "maxLength", "minimum", "maximum", "items"),
    *("minItems", "maxItems", "properties", "required", "additionalProperties", "anyOf", "oneOf", "not", "default"),
    *("description", "discriminator", "contentMediaType"),
}


def statuses(operation: Operation) -> set[int]:
    """Every status: of success, of the problems that the contract lists, and those that the shape implies."""
    own = {*operation.statuses, *(PROBLEM_STATUSES[problem] for problem in operation.problems)}
    body = {400, 415} if operation.body else set[int]()
    token = set[int]() if operation.name in OPEN else {401}
    database = set[int]() if OPERATIONS[operation.name]["tags"] == ["system"] else {503}
    commit = {409} if operation.method in {"PATCH", "DELETE"} or 201 in own else set[int]()
    return own | {413, 422, 500} | body | token | database | commit


@pytest.mark.parametrize("listed", LISTED, ids=lambda each: each.name)
def test_statuses_and_security(listed: Operation) -> None:
    operation = OPERATIONS[listed.name]
    assert {int(status) for status in operation["responses"]} == statuses(listed)
    assert operation["security"] == ([] if listed.name in OPEN else [{"bearer": []}])


def contents() -> Iterator[tuple[str, Json]]:
    """The bodies and answers in the document, with their places."""
    for name, operation in OPERATIONS.items():
        for kind, content in operation.get("requestBody", {}).get("content", {}).items():
            yield f"{name} {kind}", content
        for status, response in operation["responses"].items():
            for kind, content in response.get("content", {}).items():
                yield f"{name} {status} {kind}", content


def test_examples_are_what_the_schemas_say() -> None:
    for where, content in contents():
        examples = [example["value"] for example in content.get("examples", {}).values()]
        examples += [content["example"]] if "example" in content else []
        typed = where.endswith(("/json", "+json")) and not where.startswith("openapi 200")
        assert bool(examples) == typed, f"{where}: JSON has an example, and nothing else"
        for example in examples:
            validate(content["schema"], example)


def test_examples_of_bodies_are_accepted() -> None:
    for operation in OPERATIONS.values():
        for kind, content in operation.get("requestBody", {}).get("content", {}).items():
            if kind == "application/json":
                model = getattr(schemas, content["schema"]["$ref"].rpartition("/")[2])
                parse_body(model, json.dumps(content["example"]).encode(), kind)


def test_the_examples_of_a_resource_are_of_one_and_the_same() -> None:
    """What the example of a body sends is what the examples of answers have."""
    examples: Json = {}
    for _, content in contents():
        if "example" in content and "$ref" in content["schema"]:
            examples[content["schema"]["$ref"].rpartition("/")[2]] = content["example"]
    for resource in ("User", "Post", "Team", "Tag"):
        sent = {**examples[f"{resource}Create"]}
        sent.pop("password", None)
        tags = [{"name": tag, "slug": tag.lower()} for tag in sent.pop("tags", [])]
        (listed,) = examples[f"{resource}Page"]["items"]
        for example in (listed, examples["TeamDetail" if resource == "Team" else resource]):
            assert sent.items() <= example.items(), resource
            assert example.get("tags", tags) == tags, resource
            assert example["created_at"] == example["updated_at"] == "2026-01-31T12:00:00.000000Z", resource
        assert examples[f"{resource}Page"] == {"items": [listed], "total": 1, "limit": 20, "offset": 0, "next": None}
    user = examples["User"]
    assert examples["Login"]["email"] == user["email"]
    assert examples["Login"]["password"] == examples["UserCreate"]["password"]
    assert {examples["Post"]["author_id"], examples["Member"]["user_id"], examples["Document"]["owner_id"]} == {
        user["id"]
    }
    assert examples["MemberCreate"]["user_id"] == user["id"]
    assert examples["Member"]["name"] == user["name"]
    assert examples["TeamDetail"]["members"] == [examples["Member"]]
    assert {**user, "posts": examples["UserDetail"]["posts"]} == examples["UserDetail"]
    (post,) = examples["UserDetail"]["posts"]
    assert post == {name: examples["Post"][name] for name in ("id", "title", "created_at")}
    assert examples["DocumentPage"]["items"] == [examples["Document"]]
    assert examples["TagPage"]["items"] == [examples["Tag"]]


def nodes(schema: Any) -> Iterator[Json]:
    """A schema and all its subschemas."""
    if not isinstance(schema, dict):
        return
    node = cast("Json", schema)
    yield node
    below: list[Any] = [*node.get("properties", {}).values(), node.get("items"), node.get("not")]
    for each in [*below, *node.get("anyOf", []), *node.get("oneOf", [])]:
        yield from nodes(each)


def everything() -> Iterator[tuple[str, Json]]:
    """The schemas in the document, with their places."""
    for name, schema in SCHEMAS.items():
        yield from ((name, node) for node in nodes(schema))
    for where, content in contents():
        yield from ((where, node) for node in nodes(content.get("schema")))
    for name, operation in OPERATIONS.items():
        for parameter in operation["parameters"]:
            yield from ((name, node) for node in nodes(parameter.get("schema")))


def test_schemas_are_json_schema() -> None:
    """Validators ignore unknown keywords: a bound under a wrong name would have no effect."""
    assert [(where, unknown) for where, node in everything() if (unknown := node.keys() - KEYWORDS)] == []
    for schema in SCHEMAS.values():
        Draft202012Validator.check_schema(schema)


def test_objects_are_closed() -> None:
    told = [(where, node) for where, node in everything() if node.get("type") == "object"]
    assert {where for where, node in told if node.get("additionalProperties") is not False} == {
        "openapi 200 application/json"
    }


def test_what_a_change_leaves_out_has_no_default() -> None:
    """A generated client would send a default, and change a member that should stay."""
    changes = [name for name in SCHEMAS if name.endswith("Update")]
    assert changes
    assert [name for name in changes for node in nodes(SCHEMAS[name]) if "default" in node] == []
    # Nor has `offset`, with which `after` is refused.
    offsets = [each for each in OPERATIONS["list_users"]["parameters"] if each.get("name") == "offset"]
    assert [each["schema"] for each in offsets] == [{"type": "integer", "minimum": 0, "maximum": 10_000}]


def test_what_is_made_leads_to_what_can_be_done_with_it() -> None:
    assert {
        name: list(links)
        for name, operation in OPERATIONS.items()
        for status, response in operation["responses"].items()
        if status == "201" and (links := response.get("links"))
    } == {
        made.name: [
            each.name
            for each in LISTED
            if each.path.startswith(f"{made.path}/{{") and each.path.count("{") == made.path.count("{") + 1
        ]
        for made in LISTED
        if 201 in made.statuses
    }
