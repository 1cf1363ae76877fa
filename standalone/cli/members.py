"""Commands for the members of a team."""

from uuid import UUID

import click

from core import schemas
from core.commandline.caller import OPERATOR

from .domain import open_domain
from .input import acting_as, read_body, read_query
from .options import as_option, body_options, id_argument, json_option, query_options, slug_argument
from .output import print_one, print_page

COLUMNS = ("user_id", "name", "role", "is_owner", "created_at")


@click.group()
def members() -> None:
    """List, add, change and remove the members of a team, and hand a team over."""


@members.command("list")
@slug_argument
@query_options(schemas.MemberQuery)
@json_option
def list_members(slug: str, *, as_json: bool, **options: str | None) -> None:
    """List one page of the members of a team."""
    with open_domain() as domain:
        query = read_query(schemas.MemberQuery, options)
        print_page(domain.members.list_members(slug, query), COLUMNS, as_json=as_json)


@members.command("add")
@slug_argument
@id_argument
@body_options(schemas.MemberCreate, without=("user_id",))
@json_option
def add_member(slug: str, item_id: UUID, *, as_json: bool, **options: object) -> None:
    """Add the user with this ID to a team."""
    with open_domain() as domain:
        data = read_body(schemas.MemberCreate, {"user_id": str(item_id), **options})
        print_one(domain.members.add_member(slug, data, OPERATOR), as_json=as_json)


@members.command("update")
@slug_argument
@id_argument
@body_options(schemas.MemberUpdate, without=("is_owner",))
@json_option
def update_member(slug: str, item_id: UUID, *, as_json: bool, **options: object) -> None:
    """Change the role of the member with this ID."""
    with open_domain() as domain:
        data = read_body(schemas.MemberUpdate, options)
        print_one(domain.members.update_member(slug, item_id, data, OPERATOR), as_json=as_json)


@members.command("hand-over")
@slug_argument
@id_argument
@as_option(required=False)
@json_option
def hand_over(slug: str, item_id: UUID, *, user: str | UUID | None, as_json: bool) -> None:
    """Make the member with this ID the owner. The owner before stays an admin."""
    with open_domain() as domain:
        caller = OPERATOR if user is None else acting_as(domain, user)
        data = read_body(schemas.MemberUpdate, {"is_owner": True})
        print_one(domain.members.update_member(slug, item_id, data, caller), as_json=as_json)


@members.command("remove")
@slug_argument
@id_argument
def remove_member(slug: str, item_id: UUID) -> None:
    """Remove the user with this ID from a team."""
    with open_domain() as domain:
        domain.members.remove_member(slug, item_id, OPERATOR)
