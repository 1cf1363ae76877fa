"""Reads options as core reads a query or a body, and files as chunks of bytes."""

import json
from collections.abc import Collection, Generator, Mapping
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

import click

from core import schemas
from core.database.unit_of_work import reading
from core.http.operation import JSON
from core.http.parsing import InputSchema, QuerySchema, parse_body, parse_query
from core.http.upload import ANY_MEDIA_TYPE, basename
from core.models import User
from core.security import Caller
from core.services_sync import Services

READ_AT_ONCE = 64 * 1024


def read_query(schema: type[QuerySchema], options: Mapping[str, str | None]) -> QuerySchema:
    """Parse the given options as a query string. Raises `ValidationFailed`."""
    given = {name: value for name, value in options.items() if value is not None}
    return parse_query(schema, urlencode(given).encode())


def read_body(schema: type[InputSchema], options: Mapping[str, object], clear: Collection[str] = ()) -> InputSchema:
    """Parse the given options as a JSON body, in which the members in `clear` are empty. Raises `ValidationFailed`."""
    given = {name: value for name, value in options.items() if value not in (None, ())}
    given |= {name: [] if isinstance(options[name], tuple) else None for name in clear}
    return parse_body(schema, json.dumps(given).encode(), JSON)


def describe_file(path: str, name: str | None, content_type: str | None) -> schemas.FileDescription:
    """Describe a file to store. The path replaces a missing name or type. Raises `ValidationFailed`."""
    filename = basename(Path(path).name.encode("utf-8", "replace").decode())
    if not filename:
        raise click.ClickException(f"{path!r} has no printable filename.")
    if content_type is None:
        guessed, compression = guess_type(filename)
        content_type = guessed if guessed and not compression else ANY_MEDIA_TYPE
    document = read_body(schemas.DocumentCreate, {"name": name or filename})
    return schemas.FileDescription(document.name, filename, content_type)


def read_chunks(path: str) -> Generator[bytes]:
    """Read a file of any size, or standard input for `-`."""
    with click.open_file(path, "rb") as source:
        while chunk := source.read(READ_AT_ONCE):
            yield chunk


def acting_as(domain: Services, user: str | UUID) -> Caller:
    """Find a user by email or id, and give them a superuser's rights. Raises `click.ClickException`."""
    with reading(domain.session):
        found = domain.users.get_one_or_none(User.id == user if isinstance(user, UUID) else User.email == user)
    if found is None:
        raise click.ClickException(f"There is no user {user}.")
    return Caller(found.id, is_superuser=True)
