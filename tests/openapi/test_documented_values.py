"""The bounds and headers that the OpenAPI document promises, against a list of the contract's own."""

from collections.abc import Iterator
from typing import Any

from tests.openapi.validating import DOCUMENTED

Json = dict[str, Any]
BOUNDS = ("minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems")
TAG = {"minLength": 1, "maxLength": 50}
BODIES: dict[str, dict[str, Json]] = {
    "Login": {"email": {"maxLength": 254}, "password": {"maxLength": 128}},
    "UserCreate": {
        "email": {"maxLength": 254},
        "name": {"minLength": 1, "maxLength": 100},
        "password": {"minLength": 8, "maxLength": 128},
    },
    "PostCreate": {
        "title": {"minLength": 1, "maxLength": 200},
        "body": {"minLength": 1, "maxLength": 50_000},
        "tags": {"maxItems": 20, "items": TAG},
    },
    "TeamCreate": {
        "name": {"minLength": 1, "maxLength": 100},
        "description": {"maxLength": 500},
        "seats": {"minimum": 1, "maximum": 1_000_000},
        "tags": {"maxItems": 20, "items": TAG},
    },
    "TagCreate": {"name": TAG},
    "DocumentUpdate": {"name": {"minLength": 1, "maxLength": 200}},
}
QUERY: dict[str, Json] = {
    "limit": {"minimum": 1, "maximum": 100},
    "offset": {"minimum": 0, "maximum": 10_000},
    "search": {"minLength": 1, "maxLength": 100},
}
DESCRIPTIONS = {
    ("after", "the `next` of the page before; not together with offset"),
    ("from", "the first day, in UTC"),
    ("member_id", "a user who is a member"),
    ("offset", "0 unless given"),
    ("search", "text the item contains, whatever its case"),
    ("tag", "slug of a tag that is on the post"),
    ("tag", "slug of a tag that is on the team"),
    ("to", "the last day, in UTC"),
    ("total", "whether to count all that match"),
}
TEXT = {"type": "string"}
BEARER = ["Bearer", 'Bearer error="invalid_token"']
HEADERS: dict[tuple[str, str], list[Json]] = {
    ("Location", "201"): [{**TEXT, "format": "uri-reference"}],
    ("ETag", "200"): [{**TEXT, "pattern": '^"[0-9a-f]{64}"$'}],
    ("ETag", "206"): [{**TEXT, "pattern": '^"[0-9a-f]{64}"$'}],
    ("ETag", "304"): [{**TEXT, "pattern": '^"[0-9a-f]{64}"$'}],
    ("Accept-Ranges", "200"): [{"const": "bytes"}],
    ("Accept-Ranges", "206"): [{"const": "bytes"}],
    ("Cache-Control", "200"): [{"const": "private, no-cache"}],
    ("Cache-Control", "206"): [{"const": "private, no-cache"}],
    ("Cache-Control", "304"): [{"const": "private, no-cache"}],
    ("Content-Disposition", "200"): [{**TEXT, "pattern": "^attachment; filename="}],
    ("Content-Disposition", "206"): [{**TEXT, "pattern": "^attachment; filename="}],
    ("Content-Length", "200"): [{"type": "integer", "minimum": 0}],
    ("Content-Length", "206"): [{"type": "integer", "minimum": 0}],
    ("Content-Range", "206"): [{**TEXT, "pattern": "^bytes [0-9]+-[0-9]+/[0-9]+$"}],
    ("Content-Range", "416"): [{**TEXT, "pattern": r"^bytes \*/[0-9]+$"}],
    ("Retry-After", "429"): [{"type": "integer", "minimum": 1, "description": "Seconds to wait."}],
    ("Retry-After", "503"): [{"type": "integer", "minimum": 1, "description": "Seconds to wait."}],
    ("WWW-Authenticate", "401"): [{**TEXT, "enum": BEARER[:1]}, {**TEXT, "enum": BEARER}],
}


def operations() -> Iterator[Json]:
    for methods in DOCUMENTED["paths"].values():
        yield from methods.values()


def queries() -> Iterator[Json]:
    """The query parameters of all operations."""
    for operation in operations():
        yield from (parameter for parameter in operation["parameters"] if parameter.get("in") == "query")


def bounds(schema: Json) -> Json:
    """The bounds of a value, those of its elements under `items`; null has none."""
    found: Json = {name: schema[name] for name in BOUNDS if name in schema}
    for each in schema.get("anyOf", []):
        found |= bounds(each)
    if "items" in schema and (inner := bounds(schema["items"])):
        found["items"] = inner
    return found


def bounds_of(model: str) -> dict[str, Json]:
    members = DOCUMENTED["components"]["schemas"][model]["properties"]
    return {name: found for name, member in members.items() if (found := bounds(member))}


def test_the_document_has_the_bounds_of_every_body() -> None:
    assert {model: bounds_of(model) for model in BODIES} == BODIES


def test_a_change_has_the_bounds_of_a_creation() -> None:
    for resource in ("User", "Post", "Team", "Tag"):
        changed = bounds_of(f"{resource}Update")
        created = bounds_of(f"{resource}Create")
        assert {name: found for name, found in changed.items() if name in created} == created


def test_the_document_has_the_bounds_of_every_query() -> None:
    found = [(each["name"], bounds(each["schema"])) for each in queries() if each["name"] in QUERY]
    assert {name for name, _ in found} == set(QUERY)
    assert [(name, each) for name, each in found if each != QUERY[name]] == []


def test_the_document_describes_parameters_whose_names_do_not_say_enough() -> None:
    assert {(each["name"], each["description"]) for each in queries() if "description" in each} == DESCRIPTIONS


def test_the_document_has_the_form_of_every_header() -> None:
    found: dict[tuple[str, str], list[Json]] = {}
    for operation in operations():
        for status, response in operation["responses"].items():
            for name, header in response["headers"].items():
                if "$ref" not in header and header["schema"] not in found.setdefault((name, status), []):
                    found[name, status].append(header["schema"])
    assert {key: sorted(each, key=str) for key, each in found.items()} == {
        key: sorted(each, key=str) for key, each in HEADERS.items()
    }


def test_the_document_refuses_an_owner_who_is_not_an_admin() -> None:
    assert DOCUMENTED["components"]["schemas"]["MemberUpdate"]["not"] == {
        "properties": {"role": {"const": "member"}, "is_owner": {"const": True}},
        "required": ["role", "is_owner"],
    }


def test_only_the_creation_of_a_resource_links_to_other_operations() -> None:
    linking = {
        (operation["operationId"], status)
        for operation in operations()
        for status, response in operation["responses"].items()
        if response.get("links")
    }
    assert linking == {
        ("create_user", "201"),
        ("create_post", "201"),
        ("create_team", "201"),
        ("add_member", "201"),
        ("create_tag", "200"),
        ("create_tag", "201"),
        ("create_document", "201"),
    }
