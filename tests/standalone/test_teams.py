"""Teams on the command line, and their members."""

from typing import Any
from uuid import uuid4

import pytest

from tests.clients.wsgi import WsgiClient
from tests.standalone.conftest import Invoke, told


@pytest.fixture
def team(invoke: Invoke, ada: dict[str, Any]) -> dict[str, Any]:
    """Ada's, with one seat left."""
    options = ("--name", "The Engine", "--description", "We weave.", "--seats", "2", "--tag", "weaving")
    return told(invoke("teams", "create", "--as", ada["id"], *options, "--json"))


def owners(invoke: Invoke) -> list[str]:
    members = told(invoke("members", "list", "the-engine", "--json"))["items"]
    return [member["name"] for member in members if member["is_owner"]]


def test_json_is_the_body_of_the_http_answer(
    invoke: Invoke, web: WsgiClient, token: str, team: dict[str, Any], eve: dict[str, Any]
) -> None:
    assert (team["slug"], team["seats"], team["tags"]) == ("the-engine", 2, [{"name": "weaving", "slug": "weaving"}])
    listed = invoke("teams", "list", "--tag", "weaving", "--json")
    assert listed.stdout_bytes == web.call("GET", "/teams?tag=weaving", token=token).body
    added = told(invoke("members", "add", "the-engine", eve["id"], "--role", "admin", "--json"))
    members = invoke("members", "list", "the-engine", "--sort", "asc", "--json")
    assert members.stdout_bytes == web.call("GET", "/teams/the-engine/members?sort=asc", token=token).body
    assert told(members)["items"][1] == added
    shown = invoke("teams", "show", "the-engine", "--json")
    assert shown.stdout_bytes == web.call("GET", "/teams/the-engine", token=token).body
    changed = invoke("teams", "update", "the-engine", "--name", "The Loom", "--json")
    assert changed.stdout_bytes == web.call("GET", "/teams/the-engine", token=token).body


def test_an_update_changes_what_is_given_and_clears_what_is_named(invoke: Invoke, team: dict[str, Any]) -> None:
    assert told(invoke("teams", "update", "the-engine", "--json")) == team
    empty = ("--clear", "description", "--clear", "seats", "--clear", "tags")
    cleared = told(invoke("teams", "update", "the-engine", *empty, "--json"))
    assert (cleared["name"], cleared["description"], cleared["seats"], cleared["tags"]) == (
        "The Engine",
        None,
        None,
        [],
    )


def test_members_come_change_and_go(invoke: Invoke, team: dict[str, Any], eve: dict[str, Any]) -> None:
    assert told(invoke("members", "add", "the-engine", eve["id"], "--json"))["role"] == "member"
    changed = told(invoke("members", "update", "the-engine", eve["id"], "--role", "admin", "--json"))
    assert changed["role"] == "admin"
    assert told(invoke("members", "update", "the-engine", eve["id"], "--json")) == changed
    table = invoke("members", "list", "the-engine", "--search", "eve").stdout
    assert eve["id"] in table
    assert "Ada" not in table
    result = invoke("members", "remove", "the-engine", eve["id"])
    assert (result.exit_code, result.output) == (0, "")
    assert told(invoke("members", "list", "the-engine", "--json"))["total"] == 1


@pytest.mark.parametrize("options", [(), ("--as", "ada@example.com")])
def test_a_team_is_handed_over(
    invoke: Invoke, team: dict[str, Any], eve: dict[str, Any], options: tuple[str, ...]
) -> None:
    invoke("members", "add", "the-engine", eve["id"])
    assert owners(invoke) == ["Ada Lovelace"]
    handed = told(invoke("members", "hand-over", "the-engine", eve["id"], *options, "--json"))
    assert (handed["user_id"], handed["role"], handed["is_owner"]) == (eve["id"], "admin", True)
    assert owners(invoke) == ["Eve"]


def test_a_deleted_team_is_gone(invoke: Invoke, team: dict[str, Any]) -> None:
    assert "the-engine" in invoke("teams", "list").stdout
    result = invoke("teams", "delete", "the-engine")
    assert (result.exit_code, result.output) == (0, "")
    assert "the-engine" not in invoke("teams", "list").stdout


def test_what_core_refuses_ends_with_1_and_the_problem(
    invoke: Invoke, team: dict[str, Any], ada: dict[str, Any], eve: dict[str, Any]
) -> None:
    nobody = str(uuid4())
    invoke("members", "add", "the-engine", eve["id"])
    refused = {
        ("teams", "show", "no-team"): "Error: Not found.",
        ("teams", "update", "the-engine", "--seats", "1"): "Error: Team full.",
        ("teams", "update", "the-engine", "--seats", "0"): "Error: Validation failed.",
        ("teams", "create", "--as", ada["id"], "--name", "!"): "Error: Validation failed.",
        ("users", "delete", ada["id"]): "Error: Owns teams.",
        ("members", "list", "no-team"): "Error: Not found.",
        ("members", "add", "the-engine", nobody): "Error: No such user.",
        ("members", "add", "the-engine", eve["id"]): "Error: Already a member.",
        ("members", "update", "the-engine", ada["id"], "--role", "member"): "Error: Owner stays.",
        ("members", "update", "the-engine", eve["id"], "--role", "queen"): "Error: Validation failed.",
        ("members", "hand-over", "the-engine", nobody): "Error: Not found.",
        ("members", "remove", "the-engine", ada["id"]): "Error: Owner stays.",
    }
    for arguments, message in refused.items():
        result = invoke(*arguments)
        assert (result.exit_code, result.stdout, result.stderr[: len(message)]) == (1, "", message)
