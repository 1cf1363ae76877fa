"""Rows about targets, methods and headers; the worst failures come first."""

from lab.gaps.row import BEARER, Ask, Row, get, header, holds, kind, post, status
from tests.clients.response import Response

NEW_USER = b'{"email": "<unique>@example.com", "name": "Ada", "password": "12345678"}'
SHORT_PASSWORD = b'{"email": "<unique>@example.com", "name": "Ada", "password": "hunter2"}'
ALLOW = "GET, HEAD, OPTIONS, POST"
PROBLEM = "application/problem+json"


def location(answer: Response) -> str:
    match answer.header("location"):
        case []:
            return "no Location"
        case [path] if answer.status == 201 and path == f"/users/{answer.json()['id']}":
            return "Location: /users/…"
        case _:
            return "elsewhere"


FIRST = (
    Row(
        "failed-commit",
        "An answer never confirms a write that was not saved",
        "test_failures.py::test_a_commit_that_fails_is_told_and_leaves_nothing",
        post("/users", NEW_USER),
        status,
        "409",
        during="commits fail",
    ),
    Row(
        "quoted-password",
        "No answer echoes input, least of all a password",
        "test_users.py::test_sign_up_refuses",
        post("/users", SHORT_PASSWORD),
        holds(b"hunter2", "password quoted", "not quoted"),
        "not quoted",
    ),
)

PATHS = (
    Row(
        "unknown-path",
        "A 404 is a problem (RFC 9457)",
        "test_http.py::test_nothing_there",
        get("/nowhere"),
        kind,
        f"404 {PROBLEM}",
    ),
    Row(
        "trailing-slash",
        "A trailing slash is another path: 404, no redirects",
        "test_http.py::test_nothing_there",
        get("/users/"),
        status,
        "404",
    ),
    Row(
        "leading-slashes",
        "Two slashes at the beginning do not equal one",
        "probes/test_targets.py::test_nothing_is_normalised",
        get("//users"),
        status,
        "404",
    ),
    Row(
        "inner-slashes",
        "Two slashes within a path do not equal one",
        "probes/test_targets.py::test_nothing_is_normalised",
        get("/health//live"),
        status,
        "404",
    ),
    Row(
        "escaped",
        "Percent-encoded unreserved characters equal their plain form",
        "test_http.py::test_escaped_unreserved_characters_are_themselves",
        get("/%75sers"),
        status,
        "200",
    ),
    Row(
        "malformed-uuid",
        "A malformed UUID in a path is a 404, before the token",
        "test_http.py::test_nothing_there",
        Ask("GET", "/users/0"),
        status,
        "404",
    ),
    Row(
        "uuid-upper-case",
        "A UUID in upper case is a 404",
        "test_http.py::test_nothing_there",
        get("/users/<USER>"),
        status,
        "404",
    ),
    Row(
        "uuid-bare",
        "A UUID without hyphens is a 404",
        "test_http.py::test_nothing_there",
        get("/users/<bare>"),
        status,
        "404",
    ),
    Row(
        "uuid-braced",
        "A UUID in braces is a 404",
        "test_http.py::test_nothing_there",
        get("/users/{<user>}"),
        status,
        "404",
    ),
    Row(
        "path-before-method",
        "An unknown path is a 404 under any method",
        "test_http.py::test_nothing_there",
        Ask("PATCH", "/users/0"),
        status,
        "404",
    ),
)

METHODS = (
    Row(
        "wrong-method",
        "A 405 lists every method of the path in `Allow`, sorted",
        "test_http.py::test_other_methods_are_not_allowed",
        Ask("PUT", "/users", [BEARER]),
        header("Allow"),
        f"405, Allow: {ALLOW}",
    ),
    Row(
        "wrong-method-parameter",
        "The same holds where the path has a parameter",
        "test_documents_http.py::test_methods",
        Ask("PUT", "/documents/<document>/content", [BEARER]),
        header("Allow"),
        "405, Allow: GET, HEAD, OPTIONS",
    ),
    Row(
        "wrong-method-shape",
        "A 405 is a problem",
        "test_http.py::test_other_methods_are_not_allowed",
        Ask("PUT", "/users", [BEARER]),
        kind,
        f"405 {PROBLEM}",
    ),
    Row(
        "head",
        "HEAD works wherever GET does",
        "test_http.py::test_head_is_get_without_its_body",
        Ask("HEAD", "/users", [BEARER]),
        status,
        "200",
    ),
    Row(
        "options",
        "OPTIONS is a 204 with the same `Allow`",
        "test_http.py::test_options",
        Ask("OPTIONS", "/users"),
        header("Allow"),
        f"204, Allow: {ALLOW}",
    ),
    Row(
        "options-token",
        "OPTIONS needs no token",
        "test_http.py::test_options",
        Ask("OPTIONS", "/auth/me"),
        status,
        "204",
    ),
    Row(
        "location",
        "`Location` holds the path of what was created",
        "test_http.py::test_location_is_a_path_that_answers",
        post("/users", NEW_USER),
        location,
        "Location: /users/…",
    ),
    Row(
        "delete",
        "A 204 has no body and no content type",
        "test_users.py::test_deleting_leaves_nothing",
        Ask("DELETE", "/users/<spare>", [("Authorization", "Bearer <spare-token>")]),
        kind,
        "204 without a type",
    ),
)
