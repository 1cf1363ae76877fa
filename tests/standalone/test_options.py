"""Arguments and options: those for queries and bodies follow the schemas, and wrong usage ends with exit code 2."""

from typing import Any, Literal

import click
import pytest
from click.testing import CliRunner
from pydantic import Field

from core import schemas
from standalone.cli.analytics import get_activity
from standalone.cli.documents import list_documents, update_document
from standalone.cli.input import read_body
from standalone.cli.members import add_member, list_members, update_member
from standalone.cli.options import body_options
from standalone.cli.posts import create_post, export_posts, list_posts, update_post
from standalone.cli.tags import create_tag, list_tags, update_tag
from standalone.cli.teams import create_team, list_teams, update_team
from standalone.cli.users import create_user, list_users, update_user
from tests.standalone.conftest import Invoke, read_json

ID = "01a21062-2711-777e-a44b-69ae18707cf7"


def option_names(command: click.Command) -> list[str]:
    """List the names of the options that are for the service."""
    others = {"as_json", "user", "clear"}
    return [str(each.name) for each in command.params if isinstance(each, click.Option) and each.name not in others]


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
    assert option_names(command) == [field.alias or name for name, field in schema.model_fields.items()]


@pytest.mark.parametrize(
    ("command", "schema", "without"),
    [
        (create_user, schemas.UserCreate, set[str]()),
        (update_user, schemas.UserUpdate, set[str]()),
        (create_post, schemas.PostCreate, set[str]()),
        (update_post, schemas.PostUpdate, set[str]()),
        (create_team, schemas.TeamCreate, set[str]()),
        (update_team, schemas.TeamUpdate, set[str]()),
        (add_member, schemas.MemberCreate, {"user_id"}),  # an argument
        (update_member, schemas.MemberUpdate, {"is_owner"}),  # the command hand-over
        (create_tag, schemas.TagCreate, set[str]()),
        (update_tag, schemas.TagUpdate, set[str]()),
        (update_document, schemas.DocumentUpdate, set[str]()),
    ],
)
def test_every_member_of_a_body_is_an_option(
    command: click.Command, schema: type[schemas.Input], without: set[str]
) -> None:
    assert sorted(option_names(command)) == sorted(schema.model_fields.keys() - without)


def test_a_new_field_of_a_schema_becomes_an_option_of_its_type() -> None:
    class Update(schemas.Input):
        website: str | None = Field(default_factory=lambda: None, description="an address")
        floors: int = Field(default_factory=int)
        colour: Literal["red", "blue"] = Field(default_factory=lambda: "red")
        is_open: bool = Field(default_factory=bool)
        labels: list[str] = Field(default_factory=list)

    @click.command()
    @body_options(Update)
    def update(*, clear: tuple[str, ...], **options: object) -> None:
        click.echo(read_body(Update, options, clear).model_dump_json(exclude_unset=True))

    run = CliRunner().invoke
    assert run(update, []).output == "{}\n"
    every = ["--website", "x", "--floors", "3", "--colour", "blue", "--no-open", "--label", "a", "--label", "b"]
    values = '{"website":"x","floors":3,"colour":"blue","is_open":false,"labels":["a","b"]}\n'
    assert run(update, every).output == values
    assert run(update, ["--clear", "website", "--clear", "labels"]).output == '{"website":null,"labels":[]}\n'
    for wrong in (["--clear", "floors"], ["--floors", "many"], ["--colour", "green"]):
        assert run(update, wrong).exit_code == 2
    page = " ".join(run(update, ["--help"]).output.split())
    assert "--website TEXT An address. --floors INTEGER --colour [red|blue] --open / --no-open --label TEXT" in page
    assert "--clear [website|labels]" in page


def test_help_shows_choices_and_defaults(invoke: Invoke) -> None:
    page = " ".join(invoke("users", "list", "--help").stdout.split())
    assert "--order-by [created_at|updated_at|name|email] [default: created_at]" in page
    assert "--limit TEXT [default: 20]" in page
    assert "[default: true]" in page
    assert "|user_created|user_deleted]" in invoke("analytics", "activity", "--help").stdout
    assert "--role [admin|member] [default: member]" in " ".join(invoke("members", "add", "--help").stdout.split())


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
        ("members", "update", "team", ID, "--role", "queen"),
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
def test_wrong_usage_ends_with_exit_code_2(invoke: Invoke, arguments: tuple[str, ...]) -> None:
    result = invoke(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Usage: ")


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (("users", "list", "--search", "abc\udcff"), "--search"),
        (("users", "create", "--email", "ada@example.com", "--name", "Ada \udcff"), "--name"),
        (("teams", "update", "team", "--tag", "\udcff"), "--tag"),
        (("documents", "create", __file__, "--as", ID, "--name", "caf\udce9"), "--name"),
    ],
)
def test_an_option_that_is_not_utf8_is_refused(invoke: Invoke, arguments: tuple[str, ...], option: str) -> None:
    result = invoke(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"Invalid value for '{option}': " in result.stderr
    assert result.stderr.endswith("' is not UTF-8.\n")


def test_standard_input_that_is_not_utf8_is_refused(invoke: Invoke) -> None:
    result = invoke("posts", "create", "--as", ID, "--title", "T", "--body", "-", input=b"caf\xe9")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Invalid value for '--body': 'caf\\udce9' is not UTF-8.\n" in result.stderr


@pytest.mark.parametrize("by", ["id", "email"])
def test_a_command_acts_as_the_user_that_it_is_given(invoke: Invoke, ada: dict[str, Any], by: str) -> None:
    user = {"id": ada["id"], "email": "Ada@EXAMPLE.com"}[by]
    post = read_json(invoke("posts", "create", "--as", user, "--title", "T", "--body", "B", "--json"))
    assert post["author_id"] == ada["id"]
    team = read_json(invoke("teams", "create", "--as", user, "--name", "Team", "--json"))
    assert [(member["user_id"], member["is_owner"]) for member in team["members"]] == [(ada["id"], True)]


@pytest.mark.parametrize("user", ["nobody@example.com", ID])
def test_a_command_cannot_act_as_a_user_who_does_not_exist(invoke: Invoke, user: str) -> None:
    result = invoke("posts", "create", "--as", user, "--title", "T", "--body", "B")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"Error: There is no user {user}.\n")
