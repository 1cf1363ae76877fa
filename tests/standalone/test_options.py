"""Options and arguments: every query parameter has one, and wrong usage is told as such."""

from typing import Any

import click
import pytest

from core import schemas
from standalone.cli.analytics import get_activity
from standalone.cli.documents import list_documents
from standalone.cli.members import list_members
from standalone.cli.posts import export_posts, list_posts
from standalone.cli.tags import list_tags
from standalone.cli.teams import list_teams
from standalone.cli.users import list_users
from tests.standalone.conftest import Invoke, told

ID = "01a21062-2711-777e-a44b-69ae18707cf7"


@pytest.mark.parametrize(
    ("command", "schema"),
    [
        (list_users, schemas.UserQuery),
        (list_posts, schemas.PostQuery),
        (export_posts, schemas.PostFilterQuery),
        (list_teams, schemas.TeamQuery),
        (list_members, schemas.MemberQuery),
        (list_tags, schemas.TagQuery),
        (list_documents, schemas.DocumentQuery),
        (get_activity, schemas.ActivityQuery),
    ],
)
def test_every_query_parameter_is_an_option(command: click.Command, schema: type[schemas.Query]) -> None:
    options = [parameter.name for parameter in command.params if parameter.name not in {"as_json", "slug"}]
    assert options == [field.alias or name for name, field in schema.model_fields.items()]


def test_help_tells_choices_and_defaults(invoke: Invoke) -> None:
    told_of = " ".join(invoke("users", "list", "--help").stdout.split())
    assert "--order-by [created_at|updated_at|name|email] [default: created_at]" in told_of
    assert "--limit TEXT [default: 20]" in told_of
    assert "[default: true]" in told_of
    assert "|user_created|user_deleted]" in invoke("analytics", "activity", "--help").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("posts", "show", "not-a-uuid"),
        ("posts", "create", "--title", "T", "--body", "B"),
        ("posts", "create", "--title", "T", "--body", "B", "--as", "nobody"),
        ("posts", "update", ID, "--clear", "title"),
        ("teams", "show", "No Slug"),
        ("teams", "show", "caf\udce9"),
        ("teams", "create", "--name", "T"),
        ("teams", "update", "team", "--seats", "many"),
        ("members", "list"),
        ("members", "add", "team"),
        ("members", "hand-over", "team", ID, "--as", "caf\udce9@example.com"),
        ("tags", "update", "tag", "--slug", "other"),
        ("documents", "create", __file__),
        ("documents", "create", "no-such-file", "--as", ID),
        ("documents", "create", "/", "--as", ID),
        ("documents", "create", __file__, "--as", ID, "--content-type", "text/plain\r\nX: y"),
        ("documents", "download"),
        ("analytics", "activity", "--day", "2026-01-31"),
    ],
)
def test_wrong_usage_ends_with_2(invoke: Invoke, arguments: tuple[str, ...]) -> None:
    result = invoke(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Usage: ")


@pytest.mark.parametrize("by", ["id", "email"])
def test_a_command_acts_as_whom_it_is_told_to(invoke: Invoke, ada: dict[str, Any], by: str) -> None:
    user = {"id": ada["id"], "email": "Ada@EXAMPLE.com"}[by]
    assert (
        told(invoke("posts", "create", "--as", user, "--title", "T", "--body", "B", "--json"))["author_id"] == ada["id"]
    )
    team = told(invoke("teams", "create", "--as", user, "--name", "Team", "--json"))
    assert [(member["user_id"], member["is_owner"]) for member in team["members"]] == [(ada["id"], True)]


@pytest.mark.parametrize("user", ["nobody@example.com", ID])
def test_nobody_can_be_acted_as(invoke: Invoke, user: str) -> None:
    result = invoke("posts", "create", "--as", user, "--title", "T", "--body", "B")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"Error: There is no user {user}.\n")
