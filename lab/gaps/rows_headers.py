"""Rows about the headers of every answer, and about tokens."""

from lab.gaps.row import BEARER, Ask, Row, get, header, kind, post, status

PROBLEM = "application/problem+json"

HEADERS = (
    Row(
        "request-id",
        "`X-Request-ID` is echoed",
        "test_users_http.py::test_a_request_id_is_echoed",
        get("/users", ("X-Request-ID", "mine")),
        header("X-Request-ID"),
        "200, X-Request-ID: mine",
    ),
    Row(
        "nosniff",
        "`X-Content-Type-Options` on every answer",
        "test_users_http.py::test_options_is_204_with_allow",
        get("/users"),
        header("X-Content-Type-Options"),
        "200, X-Content-Type-Options: nosniff",
    ),
    Row(
        "no-store",
        "`Cache-Control: no-store` on JSON",
        "test_users.py::test_get_user_returns_the_user_to_any_caller",
        get("/users"),
        header("Cache-Control"),
        "200, Cache-Control: no-store",
    ),
    Row(
        "uncaught",
        "An uncaught exception is a 500 problem",
        "test_server_errors.py::test_an_uncaught_error_is_500_and_reveals_nothing",
        get("/users"),
        kind,
        f"500 {PROBLEM}",
        during="the table is missing",
    ),
)

TOKENS = (
    Row(
        "no-token",
        "Without a token: 401 with `WWW-Authenticate` (RFC 9110)",
        "test_auth.py::test_a_request_without_a_bearer_token_is_401_unauthenticated",
        Ask("GET", "/auth/me"),
        header("WWW-Authenticate"),
        "401, WWW-Authenticate: Bearer",
        kind="defect",
    ),
    Row(
        "other-scheme",
        "A scheme other than Bearer counts as no token",
        "test_auth.py::test_a_request_without_a_bearer_token_is_401_unauthenticated",
        Ask("GET", "/auth/me", [("Authorization", "Token <token>")]),
        header("WWW-Authenticate"),
        "401, WWW-Authenticate: Bearer",
    ),
    Row(
        "bad-token",
        "A bad token differs from a missing one",
        "test_auth.py::test_a_request_with_a_bad_bearer_token_is_401_invalid_token",
        Ask("GET", "/auth/me", [("Authorization", "Bearer x")]),
        header("WWW-Authenticate"),
        '401, WWW-Authenticate: Bearer error="invalid_token"',
    ),
    Row(
        "two-tokens",
        "Repeated headers count as joined by commas",
        "test_forged_tokens.py::test_two_authorization_headers_are_refused",
        get("/auth/me", BEARER),
        status,
        "401",
    ),
    Row(
        "token-before-body",
        "The token comes before the syntax of the body",
        "probes/test_order.py::test_errors_of_json_operations_have_a_fixed_order",
        post("/teams", b"{", token=False),
        status,
        "401",
    ),
)
