"""Commands for teams."""

from uuid import UUID

import click

from core import schemas
from core.commandline.caller import OPERATOR

from .domain import open_domain
from .input import acting_as, read_body, read_query
from .options import as_option, body_options, json_option, query_options, slug_argument
from .output import print_one, print_page

COLUMNS = ("slug", "name", "description", "seats", "created_at")


@click.group()
def teams() -> None:
    """List, create, show, change and delete teams."""


@teams.command("list")
@query_options(schemas.TeamQuery)
@json_option
def list_teams(*, as_json: bool, **options: str | None) -> None:
    """List one page of teams."""
    with open_domain() as domain:
        print_page(domain.teams.list_teams(read_query(schemas.TeamQuery, options)), COLUMNS, as_json=as_json)


@teams.command("create")
@as_option(required=True)
@body_options(schemas.TeamCreate)
@json_option
def create_team(user: str | UUID, *, as_json: bool, **options: object) -> None:
    """Create a team. The user given with --as owns it."""
    with open_domain() as domain:
        data = read_body(schemas.TeamCreate, options)
        print_one(domain.teams.create_team(data, acting_as(domain, user)), as_json=as_json)


@teams.command("show")
@slug_argument
@json_option
def get_team(slug: str, *, as_json: bool) -> None:
    """Show one team."""
    with open_domain() as domain:
        print_one(domain.teams.get_team(slug), as_json=as_json)


@teams.command("update")
@slug_argument
@body_options(schemas.TeamUpdate)
@json_option
def update_team(slug: str, *, clear: tuple[str, ...], as_json: bool, **options: object) -> None:
    """Change the given fields of a team. Its slug stays."""
    with open_domain() as domain:
        data = read_body(schemas.TeamUpdate, options, clear)
        print_one(domain.teams.update_team(slug, data, OPERATOR), as_json=as_json)


@teams.command("delete")
@slug_argument
def delete_team(slug: str) -> None:
    """Delete a team and its memberships."""
    with open_domain() as domain:
        domain.teams.delete_team(slug, OPERATOR)
