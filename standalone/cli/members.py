"""Members of a team."""

from uuid import UUID

import click

from core import schemas
from core.commandline.caller import OPERATOR

from .domain import open_domain
from .input import (
    acting_as,
    as_option,
    id_argument,
    json_option,
    query_options,
    read_body,
    read_query,
    slug_argument,
)
from .output import print_one, print_page

COLUMNS = ("user_id", "name", "role", "is_owner", "created_at")

role_option = click.option("--role", help="admin or member.")


@click.group()
def members() -> None:
    """List, add, change and remove members of a team, and hand it over."""


@members.command("list")
@slug_argument
@query_options(schemas.MemberQuery)
@json_option
def list_members(slug: str, *, as_json: bool, **options: str | None) -> None:
    """Members, a page at a time."""
    with open_domain() as domain:
        print_page(
            domain.members.list_members(slug, read_query(schemas.MemberQuery, options)), COLUMNS, as_json=as_json
        )


@members.command("add")
@slug_argument
@id_argument
@role_option
@json_option
def add_member(slug: str, item_id: UUID, *, role: str | None, as_json: bool) -> None:
    """Add the user with this ID."""
    with open_domain() as domain:
        data = read_body(schemas.MemberCreate, {"user_id": str(item_id), "role": role})
        print_one(domain.members.add_member(slug, data, OPERATOR), as_json=as_json)


@members.command("update")
@slug_argument
@id_argument
@role_option
@json_option
def update_member(slug: str, item_id: UUID, *, role: str | None, as_json: bool) -> None:
    """Change the role of the user with this ID."""
    with open_domain() as domain:
        data = read_body(schemas.MemberUpdate, {"role": role})
        print_one(domain.members.update_member(slug, item_id, data, OPERATOR), as_json=as_json)


@members.command("hand-over")
@slug_argument
@id_argument
@as_option(required=False)
@json_option
def hand_over(slug: str, item_id: UUID, *, user: str | UUID | None, as_json: bool) -> None:
    """Make the member with this ID the owner; who was stays an admin."""
    with open_domain() as domain:
        caller = OPERATOR if user is None else acting_as(domain, user)
        data = read_body(schemas.MemberUpdate, {"is_owner": True})
        print_one(domain.members.update_member(slug, item_id, data, caller), as_json=as_json)


@members.command("remove")
@slug_argument
@id_argument
def remove_member(slug: str, item_id: UUID) -> None:
    """Remove the user with this ID."""
    with open_domain() as domain:
        domain.members.remove_member(slug, item_id, OPERATOR)
