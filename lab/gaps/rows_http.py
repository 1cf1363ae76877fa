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
        "test_server_errors.py::test_a_write_whose_commit_fails_is_409_and_leaves_nothing",
        post("/users", NEW_USER),
        status,
        "409",
        during="commits fail",
    ),
    Row(
        "quoted-password",
        "No answer echoes input, least of all a password",
        "test_users.py::test_create_user_refuses_a_bad_body",
        post("/users", SHORT_PASSWORD),
        holds(b"hunter2", "password quoted", "not quoted"),
        "not quoted",
    ),
)

PATHS = (
    Row(
        "unknown-path",
        "A 404 is a problem (RFC 9457)",
        "test_users_http.py::test_an_unknown_path_is_404",
        get("/nowhere"),
        kind,
        f"404 {PROBLEM}",
    ),
    Row(
        "trailing-slash",
        "A trailing slash is another path: 404, no redirects",
        "test_users_http.py::test_an_unknown_path_is_404",
        get("/users/"),
        status,
        "404",
    ),
    Row(
        "leading-slashes",
        "Two slashes at the beginning do not equal one",
        "probes/test_targets.py::test_a_target_is_never_normalised",
        get("//users"),
        status,
        "404",
    ),
    Row(
        "inner-slashes",
        "Two slashes within a path do not equal one",
        "probes/test_targets.py::test_a_target_is_never_normalised",
        get("/health//live"),
        status,
        "404",
    ),
    Row(
        "escaped",
        "Percent-encoded unreserved characters equal their plain form",
        "test_users_http.py::test_a_path_may_escape_unreserved_characters",
        get("/%75sers"),
        status,
        "200",
    ),
    Row(
        "malformed-uuid",
        "A malformed UUID in a path is a 404, before the token",
        "test_users_http.py::test_an_unknown_path_is_404",
        Ask("GET", "/users/0"),
        status,
        "404",
    ),
    Row(
        "uuid-upper-case",
        "A UUID in upper case is a 404",
        "test_users_http.py::test_an_unknown_path_is_404",
        get("/users/<USER>"),
        status,
        "404",
    ),
    Row(
        "uuid-bare",
        "A UUID without hyphens is a 404",
        "test_users_http.py::test_an_unknown_path_is_404",
        get("/users/<bare>"),
        status,
        "404",
    ),
    Row(
        "uuid-braced",
        "A UUID in braces is a 404",
        "test_users_http.py::test_an_unknown_path_is_404",
        get("/users/{<user>}"),
        status,
        "404",
    ),
    Row(
        "path-before-method",
        "An unknown path is a 404 under any method",
        "test_users_http.py::test_an_unknown_path_is_404",
        Ask("PUT", "/users/0"),
        status,
        "404",
    ),
)

METHODS = (
    Row(
        "wrong-method",
        "A 405 lists every method of the path in `Allow`, sorted",
        "test_users_http.py::test_another_method_is_405_with_allow",
        Ask("PUT", "/users", [BEARER]),
        header("Allow"),
        f"405, Allow: {ALLOW}",
    ),
    Row(
        "wrong-method-parameter",
        "The same holds where the path has a parameter",
        "test_documents_http.py::test_document_paths_answer_only_their_own_methods",
        Ask("PUT", "/documents/<document>/content", [BEARER]),
        header("Allow"),
        "405, Allow: GET, HEAD, OPTIONS",
    ),
    Row(
        "wrong-method-shape",
        "A 405 is a problem",
        "test_users_http.py::test_another_method_is_405_with_allow",
        Ask("PUT", "/users", [BEARER]),
        kind,
        f"405 {PROBLEM}",
    ),
    Row(
        "head",
        "HEAD works wherever GET does",
        "test_users_http.py::test_head_returns_the_headers_of_get_without_a_body",
        Ask("HEAD", "/users", [BEARER]),
        status,
        "200",
    ),
    Row(
        "options",
        "OPTIONS is a 204 with the same `Allow`",
        "test_users_http.py::test_options_is_204_with_allow",
        Ask("OPTIONS", "/users"),
        header("Allow"),
        f"204, Allow: {ALLOW}",
    ),
    Row(
        "options-token",
        "OPTIONS needs no token",
        "test_users_http.py::test_options_is_204_with_allow",
        Ask("OPTIONS", "/auth/me"),
        status,
        "204",
    ),
    Row(
        "location",
        "`Location` holds the path of what was created",
        "test_users_http.py::test_the_location_of_a_new_user_can_be_requested",
        post("/users", NEW_USER),
        location,
        "Location: /users/…",
    ),
    Row(
        "delete",
        "A 204 has no body and no content type",
        "test_users.py::test_delete_user_removes_the_user",
        Ask("DELETE", "/users/<spare>", [("Authorization", "Bearer <spare-token>")]),
        kind,
        "204 without a type",
    ),
)
