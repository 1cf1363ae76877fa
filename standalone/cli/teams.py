"""Teams."""

from uuid import UUID

import click

from core import schemas
from core.commandline.caller import OPERATOR

from .domain import open_domain
from .input import (
    acting_as,
    as_option,
    clear_option,
    json_option,
    query_options,
    read_body,
    read_query,
    slug_argument,
    tags_option,
)
from .output import print_one, print_page

COLUMNS = ("slug", "name", "description", "seats", "created_at")


@click.group()
def teams() -> None:
    """List, found, show, change and delete teams."""


@teams.command("list")
@query_options(schemas.TeamQuery)
@json_option
def list_teams(*, as_json: bool, **options: str | None) -> None:
    """Teams, a page at a time."""
    with open_domain() as domain:
        print_page(domain.teams.list_teams(read_query(schemas.TeamQuery, options)), COLUMNS, as_json=as_json)


@teams.command("create")
@as_option(required=True)
@click.option("--name", prompt=True)
@click.option("--description")
@click.option("--seats", type=int)
@tags_option
@json_option
def create_team(user: str | UUID, *, as_json: bool, **members: object) -> None:
    """Found a team that one of the users owns."""
    with open_domain() as domain:
        data = read_body(schemas.TeamCreate, members)
        print_one(domain.teams.create_team(data, acting_as(domain, user)), as_json=as_json)


@teams.command("show")
@slug_argument
@json_option
def get_team(slug: str, *, as_json: bool) -> None:
    """One team."""
    with open_domain() as domain:
        print_one(domain.teams.get_team(slug), as_json=as_json)


@teams.command("update")
@slug_argument
@click.option("--name")
@click.option("--description")
@click.option("--seats", type=int)
@tags_option
@clear_option("description", "seats", "tags")
@json_option
def update_team(slug: str, *, clear: tuple[str, ...], as_json: bool, **members: object) -> None:
    """Change what is given of a team; tags replace the ones it has, and the slug stays."""
    with open_domain() as domain:
        data = read_body(schemas.TeamUpdate, members, clear)
        print_one(domain.teams.update_team(slug, data, OPERATOR), as_json=as_json)


@teams.command("delete")
@slug_argument
def delete_team(slug: str) -> None:
    """Delete a team, its memberships too."""
    with open_domain() as domain:
        domain.teams.delete_team(slug, OPERATOR)
