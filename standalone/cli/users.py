"""Commands for users."""

import os
from uuid import UUID

import click

from core import schemas
from core.commandline.caller import OPERATOR
from core.commandline.environment import PASSWORD_VARIABLE, password_option

from .domain import open_domain
from .input import read_body, read_query
from .options import body_options, id_argument, json_option, query_options
from .output import print_one, print_page

COLUMNS = ("id", "email", "name", "is_active", "is_superuser", "created_at")


@click.group()
def users() -> None:
    """List, create, show, change and delete users."""


@users.command("list")
@query_options(schemas.UserQuery)
@json_option
def list_users(*, as_json: bool, **options: str | None) -> None:
    """List one page of users."""
    with open_domain() as domain:
        print_page(domain.users.list_users(read_query(schemas.UserQuery, options)), COLUMNS, as_json=as_json)


@users.command("create")
@body_options(schemas.UserCreate, without=("password",))
@password_option
@json_option
def create_user(*, as_json: bool, **options: object) -> None:
    """Create a user."""
    with open_domain() as domain:
        print_one(domain.users.create_user(read_body(schemas.UserCreate, options)), as_json=as_json)


@users.command("show")
@id_argument
@json_option
def get_user(item_id: UUID, *, as_json: bool) -> None:
    """Show one user."""
    with open_domain() as domain:
        print_one(domain.users.get_user(item_id), as_json=as_json)


@users.command("update")
@id_argument
@body_options(schemas.UserUpdate, without=("password",))
@click.option("--password", is_flag=True, help=f"Ask for a new password, or take it from {PASSWORD_VARIABLE}.")
@json_option
def update_user(item_id: UUID, *, password: bool, as_json: bool, **options: object) -> None:
    """Change the given fields of a user."""
    if password:
        options["password"] = os.environ.get(PASSWORD_VARIABLE) or click.prompt(
            "Password", hide_input=True, confirmation_prompt=True
        )
    with open_domain() as domain:
        print_one(domain.users.update_user(item_id, read_body(schemas.UserUpdate, options), OPERATOR), as_json=as_json)


@users.command("delete")
@id_argument
def delete_user(item_id: UUID) -> None:
    """Delete a user, with their posts, documents and memberships."""
    with open_domain() as domain:
        domain.users.delete_user(item_id, OPERATOR)
