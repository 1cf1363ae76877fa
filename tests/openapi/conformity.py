"""A plugin of pytest: checks every answer that a test gets in process against the OpenAPI document.

`pytest -p tests.openapi.conformity tests/contract` goes through the contract with it, and tells at the end which of
the documented answers no test has seen.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache, wraps
from typing import Any
from urllib.parse import unquote

import pytest

from tests.clients.asgi import AsgiClient
from tests.clients.response import Response
from tests.clients.wsgi import WsgiClient
from tests.openapi.validating import DOCUMENTED, validate

Json = dict[str, Any]
Answer = tuple[str, int, str]
JSON_TYPES = ("application/json", "application/problem+json")
UNRESERVED = re.compile("%(2[de]|3[0-9]|[46][1-9a-f]|[57][0-9a]|5f|7e)", re.IGNORECASE)
SEEN: set[Answer] = set()
STACK = ExitStack()


def pytest_configure() -> None:
    """Make both clients check the answers that they return."""
    patch = STACK.enter_context(pytest.MonkeyPatch.context())
    for client in (AsgiClient, WsgiClient):
        patch.setattr(client, "request", watched(client.request))


def pytest_unconfigure() -> None:
    STACK.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.section("documented answers that no test has seen")
    for operation, status, kind in sorted(set(answers()) - SEEN):
        terminalreporter.write_line(f"{operation} {status} {kind}")


def answers() -> Iterator[Answer]:
    """The documented answers: operation, status, and the type of a problem."""
    for methods in DOCUMENTED["paths"].values():
        for operation in methods.values():
            for status, response in operation["responses"].items():
                examples = response.get("content", {}).get("application/problem+json", {}).get("examples", {"": {}})
                yield from ((operation["operationId"], int(status), kind) for kind in examples)


def watched(request: Callable[..., Response]) -> Callable[..., Response]:
    """A client's `request` that checks the answer."""

    @wraps(request)
    def watch(client: Any, method: str, target: str, **options: Any) -> Response:
        response = request(client, method, target, **options)
        look(method, target, response)
        return response

    return watch


def look(method: str, target: str, response: Response) -> None:
    """Check one answer against the document.

    Raises:
        AssertionError: the operation is not said to answer so.
    """
    path = UNRESERVED.sub(lambda escape: unquote(escape[0]), target.partition("?")[0])
    methods = next((methods for pattern, methods in templates() if pattern.fullmatch(path)), dict[str, Json]())
    operation = methods.get("get" if method == "HEAD" else method.lower())
    if operation is None:  # another method, an unknown path, or a path below a mount
        return
    name = operation["operationId"]
    documented = operation["responses"].get(str(response.status))
    assert documented is not None, f"{name} is not said to answer {response.status}"
    SEEN.add((name, response.status, check_content(name, documented, method, response)))
    for header, described in documented.get("headers", {}).items():
        if "$ref" in described:
            whole = DOCUMENTED["components"]["headers"][described["$ref"].rpartition("/")[2]]
        else:
            whole = described
        if not (whole["required"] or response.header(header)):
            continue
        schema = whole["schema"]
        value: Any = response.one(header)
        validate(schema, int(value) if schema.get("type") == "integer" else value)


def check_content(name: str, documented: Json, method: str, response: Response) -> str:
    """Check media type and body; return the type of a problem, without its path."""
    contents = documented.get("content", {})
    if not contents:
        assert not response.body
        return ""
    media_type = response.one("content-type")
    content = contents.get(media_type, contents.get("*/*"))
    assert content is not None, f"{name} is not said to answer {response.status} as {media_type}"
    if media_type not in JSON_TYPES or method == "HEAD" or "*/*" in contents:
        return ""
    body = response.json()
    validate(content["schema"], body)
    return body["type"].removeprefix("/problems/") if media_type == "application/problem+json" else ""


@cache
def templates() -> list[tuple[re.Pattern[str], Json]]:
    """The paths as patterns, those without parameters first."""
    paths = sorted(DOCUMENTED["paths"].items(), key=lambda path: "{" in path[0])
    return [(re.compile(pattern_of(path, methods)), methods) for path, methods in paths]


def pattern_of(path: str, methods: Json) -> str:
    """A path as a pattern, each parameter by its schema."""
    parameters = next(iter(methods.values()))["parameters"]
    patterns: dict[str, str] = {
        each["name"]: each["schema"]["pattern"].strip("^$") for each in parameters if each.get("in") == "path"
    }

    def pattern(match: re.Match[str]) -> str:
        return patterns[match[1]]

    return re.sub(r"\{(\w+)\}", pattern, path)
