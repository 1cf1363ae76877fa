"""Users on the command line."""

import json
from typing import Any
from uuid import uuid4

import pytest

from core.http.openapi.document import DOCUMENT
from tests.clients.wsgi import WsgiClient
from tests.people import login
from tests.standalone.conftest import PASSWORD, Invoke, read_json


def create(invoke: Invoke, name: str = "Ada Lovelace", email: str = "ada@example.com") -> dict[str, Any]:
    return read_json(invoke("users", "create", "--email", email, "--name", name, "--json"))


def test_json_output_of_users_is_the_body_of_the_http_answer(invoke: Invoke, web: WsgiClient, token: str) -> None:
    user = create(invoke)
    listed = invoke("users", "list", "--search", "ada", "--limit", "5", "--json")
    assert listed.stdout_bytes == web.call("GET", "/users?search=ada&limit=5", token=token).body
    shown = invoke("users", "show", user["id"], "--json")
    assert shown.stdout_bytes == web.call("GET", f"/users/{user['id']}", token=token).body
    changed = invoke("users", "update", user["id"], "--name", "Ada King", "--json")
    assert changed.stdout_bytes == web.call("PATCH", f"/users/{user['id']}", {}, token=token).body
    assert invoke("openapi").stdout_bytes == DOCUMENT == web.call("GET", "/openapi.json").body


def test_a_list_prints_the_option_that_continues_it(invoke: Invoke) -> None:
    for number in range(3):
        create(invoke, f"Person {number}", f"person{number}@example.com")
    first = invoke("users", "list", "--search", "person", "--order-by", "name", "--sort", "asc", "--limit", "2")
    assert [f"person{number}@example.com" in first.stdout for number in range(3)] == [True, True, False]
    cursor = first.stderr.removeprefix("More: --after ").strip()
    last = invoke("users", "list", "--search", "person", "--order-by", "name", "--sort", "asc", "--after", cursor)
    assert [f"person{number}@example.com" in last.stdout for number in range(3)] == [False, False, True]
    assert last.stderr == ""


def test_control_characters_in_a_name_do_not_reach_the_terminal(invoke: Invoke) -> None:
    user = create(invoke, "\x1b]0;owned\x07 [bold red]Ada[/] 日本")
    for result in (invoke("users", "list"), invoke("users", "show", user["id"])):
        assert "\ufffd]0;owned\ufffd [bold red]Ada[/] 日本" in result.stdout
        assert "\x1b" not in result.stdout


def test_creating_a_user_asks_for_what_is_not_given(invoke: Invoke, web: WsgiClient) -> None:
    answers = "ada@example.com\nAda\nanother password\nanother password\n"
    result = invoke("users", "create", env={"LIKEWISE_PASSWORD": None}, input=answers)
    assert result.exit_code == 0, result.output
    assert "another password" not in result.output
    assert login(web, "ada@example.com", "another password")


def test_updating_a_user_keeps_what_is_not_given(invoke: Invoke, web: WsgiClient) -> None:
    user = create(invoke)
    assert json.loads(invoke("users", "update", user["id"], "--json").stdout) == user
    changed = json.loads(invoke("users", "update", user["id"], "--no-active", "--json").stdout)
    assert changed == user | {"is_active": False, "updated_at": changed["updated_at"]}
    assert invoke("users", "update", user["id"], "--active").exit_code == 0
    assert login(web, user["email"], PASSWORD)


@pytest.mark.parametrize("asked", [True, False])
def test_a_password_changes_only_with_its_option(invoke: Invoke, web: WsgiClient, *, asked: bool) -> None:
    user = create(invoke)
    if asked:
        result = invoke(
            "users", "update", user["id"], "--password", env={"LIKEWISE_PASSWORD": None}, input="12345678\n" * 2
        )
    else:
        result = invoke("users", "update", user["id"], "--password", env={"LIKEWISE_PASSWORD": "12345678"})
    assert result.exit_code == 0, result.output
    assert invoke("users", "update", user["id"], "--name", "Ada", env={"LIKEWISE_PASSWORD": "unused"}).exit_code == 0
    assert login(web, user["email"], "12345678")


def test_a_deleted_user_is_not_found(invoke: Invoke, web: WsgiClient, token: str) -> None:
    user = create(invoke)
    result = invoke("users", "delete", user["id"])
    assert (result.exit_code, result.output) == (0, "")
    assert web.call("GET", f"/users/{user['id']}", token=token).status == 404
    assert invoke("users", "delete", user["id"]).exit_code == 1


def test_an_error_about_a_user_is_printed_with_exit_code_1(invoke: Invoke) -> None:
    create(invoke)
    nobody = str(uuid4())
    refused = {
        ("show", nobody): "Error: Not found. There is nothing here.\n",
        ("create", "--email", "ADA@example.com", "--name", "Ada"): "Error: Email taken. Another user has this email.\n",
        ("list", "--limit", "1_0", "--sort", "up"): (
            "Error: Validation failed. The input breaks the rules listed in errors.\n"
            "limit: Must be an integer in plain decimal digits.\n"
            "sort: Must be one of 'asc' or 'desc'.\n"
        ),
        ("update", nobody, "--name", " "): (
            "Error: Validation failed. The input breaks the rules listed in errors.\n"
            "/name: Must be at least 1 characters long.\n"
        ),
    }
    for arguments, message in refused.items():
        result = invoke("users", *arguments)
        assert (result.exit_code, result.stdout, result.stderr) == (1, "", message)


@pytest.mark.parametrize(
    "arguments", [("show", "not-a-uuid"), ("show",), ("list", "--colour", "red"), ("paint",), ("update", "--active")]
)
def test_wrong_usage_of_users_ends_with_exit_code_2(invoke: Invoke, arguments: tuple[str, ...]) -> None:
    result = invoke("users", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Usage: ")


def test_a_database_that_cannot_be_opened_is_an_error(invoke: Invoke) -> None:
    result = invoke("users", "list", env={"LIKEWISE_DATABASE_URL": "sqlite:////nowhere/at/all.sqlite3"})
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: Not ready. A database does not answer, or is not migrated.\n",
    )


def test_a_wrong_setting_is_named(invoke: Invoke) -> None:
    result = invoke("users", "list", env={"LIKEWISE_POOL_SIZE": "none"})
    assert result.exit_code == 1
    assert "LIKEWISE_POOL_SIZE" in result.stderr
