"""What commands are told: arguments and options, read as a query or a body would be, and who they act as."""

import json
import re
import sys
from collections.abc import Callable, Generator, Mapping
from mimetypes import guess_type
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin
from urllib.parse import urlencode
from uuid import UUID, uuid4

import click
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from core import schemas
from core.http.operation import JSON
from core.http.parsing import InputSchema, QuerySchema, parse_body, parse_query
from core.http.upload import ANY_MEDIA_TYPE, MEDIA_TYPE, SyncUpload
from core.models import User
from core.schemas.fields import CANONICAL_UUID, SLUG, check_email, parse_uuid
from core.security import Caller
from core.services_sync import Services

Command = TypeVar("Command", bound=Callable[..., Any])

READ_AT_ONCE = 64 * 1024


def check_slug(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """What can be no slug never reaches the services, as under HTTP."""
    if not re.fullmatch(SLUG, value):
        raise click.BadParameter(f"{value!r} is not a valid slug.", context, parameter)
    return value


def check_user(context: click.Context, parameter: click.Parameter, value: str | None) -> str | UUID | None:
    """An id, or an email address as core stores it."""
    if value is None:
        return None
    try:
        return parse_uuid(value) if re.fullmatch(CANONICAL_UUID, value) else check_email(value)
    except PydanticCustomError:
        raise click.BadParameter(f"{value!r} is neither an email address nor an id.", context, parameter) from None


def check_media_type(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """What core would put another in place of is refused here."""
    if value is not None and not MEDIA_TYPE.fullmatch(value):
        raise click.BadParameter(f"{value!r} is not a media type.", context, parameter)
    return value


def text_or_stdin(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """For an option whose `-` means standard input."""
    return sys.stdin.buffer.read().decode("utf-8", "surrogateescape") if value == "-" else value


id_argument = click.argument("item_id", metavar="ID", type=click.UUID)
slug_argument = click.argument("slug", callback=check_slug)
json_option = click.option("--json", "as_json", is_flag=True, help="Print the body of the HTTP answer, to the byte.")
tags_option = click.option("--tag", "tags", multiple=True, help="Name of a tag; may be repeated.")


def as_option(*, required: bool) -> Callable[[Command], Command]:
    return click.option(
        "--as", "user", metavar="EMAIL_OR_ID", callback=check_user, required=required, help="Act as this user."
    )


def clear_option(*members: str) -> Callable[[Command], Command]:
    """What an update can empty."""
    return click.option("--clear", multiple=True, type=click.Choice(members), help="Leave it empty; may be repeated.")


def query_options(schema: type[schemas.Query]) -> Callable[[Command], Command]:
    """An option for each query parameter; its text is read as a query's would be."""

    def decorate(command: Command) -> Command:
        for attribute, field in reversed(schema.model_fields.items()):
            name = field.alias or attribute
            kinds = (field.annotation, *get_args(field.annotation))
            choices = [choice for kind in kinds if get_origin(kind) is Literal for choice in get_args(kind)]
            option = click.option(
                f"--{name.replace('_', '-')}",
                name,
                metavar=f"[{'|'.join(choices)}]" if choices else None,
                help=" ".join(filter(None, [field.description, default_of(field)])),
            )
            command = option(command)
        return command

    return decorate


def default_of(field: FieldInfo) -> str | None:
    """What stands where the option is not given, as click would show it."""
    if field.default is None:
        return None
    text = str(field.default)
    return f"[default: {text.lower() if isinstance(field.default, bool) else text}]"


def read_query(schema: type[QuerySchema], options: Mapping[str, str | None]) -> QuerySchema:
    """Read the options that were given as a query is read."""
    given = {name: value for name, value in options.items() if value is not None}
    return parse_query(schema, urlencode(given, errors="surrogateescape").encode())


def read_body(schema: type[InputSchema], members: Mapping[str, object], clear: tuple[str, ...] = ()) -> InputSchema:
    """Read the options that were given as a body is read; those to clear stand in it empty."""
    given = {name: value for name, value in members.items() if value is not None and value != ()}
    given |= {name: [] if name == "tags" else None for name in clear}
    return parse_body(schema, json.dumps(given).encode(), JSON)


def read_file(path: str, name: str | None, content_type: str | None) -> SyncUpload:
    """Read a file as an upload is read, of whatever length; without a name or a type, these come from its path."""
    filename = Path(path).name.encode("utf-8", "replace").decode()
    if content_type is None:
        guessed, compression = guess_type(filename)
        content_type = guessed if guessed and not compression else ANY_MEDIA_TYPE
    boundary = uuid4().hex
    name_part = f'--{boundary}\r\nContent-Disposition: form-data; name="name"\r\n\r\n{name or filename}\r\n'
    quoted = "".join(each for each in filename if each.isprintable()).replace('"', "%22")  # as browsers write it
    disposition = f'form-data; name="file"; filename="{quoted}"'
    file_head = f"--{boundary}\r\nContent-Disposition: {disposition}\r\nContent-Type: {content_type}\r\n\r\n"

    def chunks() -> Generator[bytes]:
        yield (name_part + file_head).encode("utf-8", "surrogateescape")
        with click.open_file(path, "rb") as source:
            while chunk := source.read(READ_AT_ONCE):
                yield chunk
        yield f"\r\n--{boundary}--\r\n".encode()

    return SyncUpload(chunks(), f"multipart/form-data; boundary={boundary}", sys.maxsize)


def acting_as(domain: Services, user: str | UUID) -> Caller:
    """A user, by email or id, with a superuser's rights. Raises `click.ClickException` where there is none."""
    with domain.session.begin():
        found = domain.users.get_one_or_none(User.id == user if isinstance(user, UUID) else User.email == user)
    if found is None:
        raise click.ClickException(f"There is no user {user}.")
    return Caller(found.id, is_superuser=True)
