"""The domain on the command line, without any web: straight over the sync services, acting as a superuser."""

import json
import os
import secrets
import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import UUID

import click
from pydantic import Field, SecretStr
from pydantic_core import to_json
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from core import schemas
from core.commands import read, require_migrated
from core.contract.openapi import DOCUMENT
from core.contract.operations import JSON
from core.contract.wire import InputSchema, parse_body, parse_query
from core.errors import LikewiseError
from core.security import Caller
from core.services_sync import UserService, check_database
from core.settings import Settings

from .dependencies import SyncServices

Command = TypeVar("Command", bound=Callable[..., Any])

OPERATOR = Caller(UUID(int=0), is_superuser=True)
COLUMNS = ("id", "email", "name", "is_active", "is_superuser", "created_at")

user_id_argument = click.argument("user_id", metavar="ID", type=click.UUID)
json_option = click.option("--json", "as_json", is_flag=True, help="Print the body of the HTTP answer, to the byte.")


class OperatorSettings(Settings):
    """An operator holds no token, so a key made for this run will do."""

    secret: SecretStr = Field(default_factory=lambda: SecretStr(secrets.token_urlsafe(48)))


@click.group()
def users() -> None:
    """List, create, show, change and delete users."""


def query_options(schema: type[schemas.Query]) -> Callable[[Command], Command]:
    """An option for each query parameter; its text is read as a query's would be."""

    def decorate(command: Command) -> Command:
        for name, field in reversed(schema.model_fields.items()):
            option = click.option(f"--{name.replace('_', '-')}", name, help=field.description)
            command = option(command)
        return command

    return decorate


@users.command("list")
@query_options(schemas.UserQuery)
@json_option
def list_users(*, as_json: bool, **options: str | None) -> None:
    """Users, a page at a time."""
    with user_service() as users:
        page = users.page(parse_query(schemas.UserQuery, encode_query(options)))
    if as_json:
        click.echo(to_json(page), nl=False)
        return
    table = Table(*COLUMNS, box=box.SIMPLE_HEAD)
    for user in page.items:
        members = user.model_dump(mode="json")
        table.add_row(*(cell(members[column]) for column in COLUMNS))
    show(table)
    if page.next is not None:
        click.echo(f"More: --after {page.next}", err=True)


@users.command("create")
@click.option("--email", prompt=True)
@click.option("--name", prompt=True)
@click.password_option(envvar="LIKEWISE_PASSWORD", help="Asked for unless given; LIKEWISE_PASSWORD keeps it out of ps.")
@json_option
def create_user(*, as_json: bool, **members: str) -> None:
    """Add a user."""
    with user_service() as users:
        print_one(users.register(parse(schemas.UserCreate, members)), as_json=as_json)


@users.command("show")
@user_id_argument
@json_option
def get_user(user_id: UUID, *, as_json: bool) -> None:
    """One user."""
    with user_service() as users:
        print_one(users.detail(user_id), as_json=as_json)


@users.command("update")
@user_id_argument
@click.option("--email")
@click.option("--name")
@click.option("--password", is_flag=True, help="Ask for a new password, or take it from LIKEWISE_PASSWORD.")
@click.option("--active/--inactive", "is_active", default=None)
@json_option
def update_user(user_id: UUID, *, password: bool, as_json: bool, **members: str | bool | None) -> None:
    """Change what is given of a user."""
    if password:
        members["password"] = os.environ.get("LIKEWISE_PASSWORD") or click.prompt(
            "Password", hide_input=True, confirmation_prompt=True
        )
    with user_service() as users:
        print_one(users.change(user_id, parse(schemas.UserUpdate, members), OPERATOR), as_json=as_json)


@users.command("delete")
@user_id_argument
def delete_user(user_id: UUID) -> None:
    """Delete a user and what is theirs."""
    with user_service() as users:
        users.remove(user_id, OPERATOR)


@click.command()
def openapi() -> None:
    """Print the contract as OpenAPI 3.1."""
    click.echo(DOCUMENT, nl=False)


@contextmanager
def user_service() -> Generator[UserService]:
    """Users, on a session of their own; what core refuses ends the command, with exit code 1."""
    settings = read(OperatorSettings)
    services = SyncServices(settings)
    try:
        with services.session() as session:
            check_database(session)
        require_migrated(settings, "standalone")
        with services.users() as users:
            yield users
    except LikewiseError as error:
        faults = (f"{fault.parameter or fault.pointer}: {fault.detail}" for fault in error.faults)
        raise click.ClickException("\n".join([f"{error.title}. {error.detail}", *faults])) from None
    finally:
        services.database.get_engine().dispose()


def encode_query(options: Mapping[str, str | None]) -> bytes:
    given = {name: value for name, value in options.items() if value is not None}
    return urlencode(given, errors="surrogateescape").encode()


def parse(schema: type[InputSchema], members: Mapping[str, object]) -> InputSchema:
    """Read the options that were given as a body is read."""
    given = {name: value for name, value in members.items() if value is not None}
    return parse_body(schema, json.dumps(given).encode(), JSON)


def print_one(answer: schemas.Output, *, as_json: bool) -> None:
    """One resource: a member a line, or its JSON."""
    if as_json:
        click.echo(to_json(answer), nl=False)
        return
    table = Table(box=None, show_header=False)
    for name, value in answer.model_dump(mode="json").items():
        table.add_row(name, cell(value))
    show(table)


def cell(value: object) -> Text:
    """Text without markup or control characters: a name may hold an escape sequence, and a terminal would obey it."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return Text("".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text))


def show(table: Table) -> None:
    """Fit a table to the terminal; a pipe has no width to fit it to."""
    Console(width=None if sys.stdout.isatty() else 10_000).print(table)
