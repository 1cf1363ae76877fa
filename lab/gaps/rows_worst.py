"""Rows about the worst failures, which come first on the page."""

from lab.gaps.row import Row, get, holds, post, status
from lab.gaps.rows_http import NEW_USER

SHORT_PASSWORD = b'{"email": "<unique>@example.com", "name": "Ada", "password": "hunter2"}'
KNOWN_USER = b'{"email": "user-<mark>@example.com", "name": "Ada", "password": "12345678"}'

FIRST = (
    Row(
        "failed-commit",
        "An answer never confirms a write that was not saved",
        "test_server_errors.py::test_a_write_whose_commit_fails_is_409_and_leaves_nothing",
        post("/users", NEW_USER),
        status,
        "409",
        during="commits fail",
        kind="defect",
    ),
    Row(
        "quoted-password",
        "No answer echoes input, least of all a password",
        "test_users.py::test_create_user_refuses_a_bad_body",
        post("/users", SHORT_PASSWORD),
        holds(b"hunter2", "password quoted", "not quoted"),
        "not quoted",
        kind="defect",
    ),
    Row(
        "unknown-user",
        "A user who does not exist is a 404",
        "test_users.py::test_a_user_who_does_not_exist_is_404",
        get("/users/00000000-0000-7000-8000-000000000000"),
        status,
        "404",
        kind="defect",
    ),
    Row(
        "taken-email",
        "An email that another user has is a 409",
        "test_users.py::test_create_user_refuses_a_known_email_in_any_spelling",
        post("/users", KNOWN_USER),
        status,
        "409",
        kind="defect",
    ),
    Row(
        "failed-statement",
        "A statement that fails is an error of the server",
        "test_server_errors.py::test_an_uncaught_error_is_500_and_reveals_nothing",
        get("/users"),
        status,
        "500",
        during="the table is missing",
        kind="defect",
    ),
)
