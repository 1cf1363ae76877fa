"""Rows about targets, methods and headers."""

from collections.abc import Callable

from lab.gaps.row import BEARER, Ask, Row, get, header, kind, post, status
from tests.clients.response import Response

NEW_USER = b'{"email": "<unique>@example.com", "name": "Ada", "password": "12345678"}'
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


def allowed(*methods: str) -> Callable[[Response], str]:
    """Which of a path's methods `Allow` has."""

    def show(answer: Response) -> str:
        listed = {each.strip() for value in answer.header("allow") for each in value.split(",")}
        found = [method for method in methods if method in listed]
        return f"{answer.status}, Allow has {', '.join(found)}" if listed else f"{answer.status}, no Allow"

    return show


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
        "Percent-encoded unreserved characters equal their plain form (RFC 3986)",
        "test_users_http.py::test_a_path_may_escape_unreserved_characters",
        get("/%75sers"),
        status,
        "200",
        kind="defect",
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
        "allow",
        "A 405 lists the methods of the path in `Allow` (RFC 9110)",
        "test_users_http.py::test_another_method_is_405_with_allow",
        Ask("PUT", "/users", [BEARER]),
        allowed("GET", "POST"),
        "405, Allow has GET, POST",
        kind="defect",
    ),
    Row(
        "allow-parameter",
        "The same holds where the path has a parameter",
        "test_documents_http.py::test_document_paths_answer_only_their_own_methods",
        Ask("PUT", "/documents/<document>/content", [BEARER]),
        allowed("GET"),
        "405, Allow has GET",
        kind="defect",
    ),
    Row(
        "wrong-method",
        "`Allow` is sorted, and has HEAD and OPTIONS",
        "test_users_http.py::test_another_method_is_405_with_allow",
        Ask("PUT", "/users", [BEARER]),
        header("Allow"),
        f"405, Allow: {ALLOW}",
    ),
    Row(
        "wrong-method-parameter",
        "`Allow` is so where the path has a parameter",
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
