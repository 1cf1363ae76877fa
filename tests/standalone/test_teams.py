"""Teams on the command line, and their members."""

from typing import Any
from uuid import uuid4

import pytest

from tests.clients.wsgi import WsgiClient
from tests.standalone.conftest import Invoke, read_json


@pytest.fixture
def team(invoke: Invoke, ada: dict[str, Any]) -> dict[str, Any]:
    """A team of Ada's, with one seat left."""
    options = ("--name", "The Engine", "--description", "We weave.", "--seats", "2", "--tag", "weaving")
    return read_json(invoke("teams", "create", "--as", ada["id"], *options, "--json"))


def owners(invoke: Invoke) -> list[str]:
    members = read_json(invoke("members", "list", "the-engine", "--json"))["items"]
    return [member["name"] for member in members if member["is_owner"]]


def test_json_output_of_teams_and_members_is_the_body_of_the_http_answer(
    invoke: Invoke, web: WsgiClient, token: str, team: dict[str, Any], eve: dict[str, Any]
) -> None:
    assert (team["slug"], team["seats"], team["tags"]) == ("the-engine", 2, [{"name": "weaving", "slug": "weaving"}])
    listed = invoke("teams", "list", "--tag", "weaving", "--json")
    assert listed.stdout_bytes == web.call("GET", "/teams?tag=weaving", token=token).body
    added = read_json(invoke("members", "add", "the-engine", eve["id"], "--role", "admin", "--json"))
    members = invoke("members", "list", "the-engine", "--sort", "asc", "--json")
    assert members.stdout_bytes == web.call("GET", "/teams/the-engine/members?sort=asc", token=token).body
    assert read_json(members)["items"][1] == added
    shown = invoke("teams", "show", "the-engine", "--json")
    assert shown.stdout_bytes == web.call("GET", "/teams/the-engine", token=token).body
    changed = invoke("teams", "update", "the-engine", "--name", "The Loom", "--json")
    assert changed.stdout_bytes == web.call("GET", "/teams/the-engine", token=token).body


def test_updating_a_team_keeps_what_is_not_given_and_empties_what_clear_names(
    invoke: Invoke, team: dict[str, Any]
) -> None:
    assert read_json(invoke("teams", "update", "the-engine", "--json")) == team
    empty = ("--clear", "description", "--clear", "seats", "--clear", "tags")
    cleared = read_json(invoke("teams", "update", "the-engine", *empty, "--json"))
    assert (cleared["name"], cleared["description"], cleared["seats"], cleared["tags"]) == (
        "The Engine",
        None,
        None,
        [],
    )


def test_a_member_is_added_changed_found_and_removed(invoke: Invoke, team: dict[str, Any], eve: dict[str, Any]) -> None:
    assert read_json(invoke("members", "add", "the-engine", eve["id"], "--json"))["role"] == "member"
    changed = read_json(invoke("members", "update", "the-engine", eve["id"], "--role", "admin", "--json"))
    assert changed["role"] == "admin"
    assert read_json(invoke("members", "update", "the-engine", eve["id"], "--json")) == changed
    table = invoke("members", "list", "the-engine", "--search", "eve").stdout
    assert eve["id"] in table
    assert "Ada" not in table
    result = invoke("members", "remove", "the-engine", eve["id"])
    assert (result.exit_code, result.output) == (0, "")
    assert read_json(invoke("members", "list", "the-engine", "--json"))["total"] == 1


@pytest.mark.parametrize("options", [(), ("--as", "ada@example.com")])
def test_handing_a_team_over_makes_the_member_its_owner_and_admin(
    invoke: Invoke, team: dict[str, Any], eve: dict[str, Any], options: tuple[str, ...]
) -> None:
    invoke("members", "add", "the-engine", eve["id"])
    assert owners(invoke) == ["Ada Lovelace"]
    handed = read_json(invoke("members", "hand-over", "the-engine", eve["id"], *options, "--json"))
    assert (handed["user_id"], handed["role"], handed["is_owner"]) == (eve["id"], "admin", True)
    assert owners(invoke) == ["Eve"]


def test_a_deleted_team_is_no_longer_listed(invoke: Invoke, team: dict[str, Any]) -> None:
    assert "the-engine" in invoke("teams", "list").stdout
    result = invoke("teams", "delete", "the-engine")
    assert (result.exit_code, result.output) == (0, "")
    assert "the-engine" not in invoke("teams", "list").stdout


def test_an_error_about_a_team_is_printed_with_exit_code_1(
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
        ("members", "hand-over", "the-engine", nobody): "Error: Not found.",
        ("members", "remove", "the-engine", ada["id"]): "Error: Owner stays.",
    }
    for arguments, message in refused.items():
        result = invoke(*arguments)
        assert (result.exit_code, result.stdout, result.stderr[: len(message)]) == (1, "", message)
