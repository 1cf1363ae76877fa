"""The answers and problem types in the OpenAPI document, against lists of the contract's own."""

from typing import Any

from tests.openapi.validating import DOCUMENTED

Json = dict[str, Any]
TEXT = {"type": "string"}
SUCCESSES = {
    "200": "OK",
    "201": "Created",
    "204": "No Content",
    "206": "Partial Content",
    "304": "Not Modified",
}
HEADERS = {
    "Content-Disposition": "An attachment with its filename (RFC 6266).",
    "ETag": "Strong: the SHA-256 of the content.",
    "Location": "Path of what can be got, the prefix of a mount included.",
}
OPERATIONS: dict[str, Json] = {
    operation["operationId"]: operation for methods in DOCUMENTED["paths"].values() for operation in methods.values()
}


def test_every_answer_has_the_headers_that_its_status_and_type_bring() -> None:
    kept = {"openapi", "docs", "metrics"}
    for name, operation in OPERATIONS.items():
        for status, response in operation["responses"].items():
            where = f"{name} {status}"
            headers = response["headers"]
            for shared in ("X-Request-ID", "X-Content-Type-Options"):
                assert headers[shared] == {"$ref": f"#/components/headers/{shared}"}, where
            problem = "application/problem+json" in response.get("content", {})
            assert response["description"] == (
                "; ".join(each["summary"] for each in examples_of(response)) if problem else SUCCESSES[status]
            ), where
            own = {each: header for each, header in headers.items() if "$ref" not in header}
            assert {each: header["description"] for each, header in own.items() if "description" in header} == {
                each: text for each, text in HEADERS.items() if each in own
            }, where
            # A header of one problem type alone is not required where its status has others.
            assert {each for each, header in own.items() if header["required"] is False} == (
                {"Retry-After"} if status == "503" else set()
            ), where
            assert name in kept or problem or status in {"204", "304"} or "Cache-Control" in headers, where


def examples_of(response: Json) -> list[Json]:
    return list(response["content"]["application/problem+json"]["examples"].values())


def test_a_status_with_several_problem_types_is_told_apart_by_type() -> None:
    for name, operation in OPERATIONS.items():
        for status, response in operation["responses"].items():
            content = response.get("content", {}).get("application/problem+json")
            if content is None:
                continue
            where = f"{name} {status}"
            told = {each["value"]["type"]: reference_of(slug) for slug, each in content["examples"].items()}
            assert [kind.removeprefix("/problems/") for kind in told] == list(content["examples"]), where
            assert [each["value"]["title"] for each in examples_of(response)] == [
                each["summary"] for each in examples_of(response)
            ], where
            several = {
                "oneOf": [{"$ref": reference} for reference in told.values()],
                "discriminator": {"propertyName": "type", "mapping": told},
            }
            assert content["schema"] == (several if len(told) > 1 else {"$ref": next(iter(told.values()))}), where


def reference_of(slug: str) -> str:
    return f"#/components/schemas/{slug.title().replace('-', '')}Problem"


def test_a_problem_has_the_members_of_rfc_9457_and_a_422_its_faults() -> None:
    schemas = DOCUMENTED["components"]["schemas"]
    problems = {name: schema for name, schema in schemas.items() if name.endswith("Problem")}
    for name, schema in problems.items():
        faults = ["errors"] if name == "ValidationProblem" else []
        assert schema["required"] == list(schema["properties"]) == ["type", "title", "status", "detail", *faults], name
        assert schema["properties"]["status"]["type"] == "integer", name
        assert [schema["properties"][each]["type"] for each in ("type", "title", "detail")] == ["string"] * 3, name
        assert [each for each, member in schema["properties"].items() if "const" in member] == [
            "type",
            "title",
            "status",
        ], name
    assert schemas["ValidationProblem"]["properties"]["errors"] == {
        "type": "array",
        "minItems": 1,
        "maxItems": 100,
        "items": {"oneOf": [{"$ref": f"#/components/schemas/{each}"} for each in ("BodyFault", "QueryFault")]},
    }
    assert schemas["QueryFault"]["properties"] == {"parameter": TEXT, "code": TEXT, "detail": TEXT}
    assert list(schemas["BodyFault"]["properties"]) == ["pointer", "code", "detail"]
