"""Arguments and options. Those for bodies and queries come from core's schemas: a new field needs no edit here."""

import re
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast
from uuid import UUID

import click
from pydantic_core import PydanticCustomError

from core import schemas
from core.schemas.fields import CANONICAL_UUID, SLUG, check_email, parse_uuid

Command = TypeVar("Command", bound=Callable[..., Any])
Decorator = Callable[[Command], Command]
JsonSchema = Mapping[str, Any]

LONG_TEXT = 1000
"""An option for text that may be longer than this also reads standard input."""


def text(value: str) -> str:
    """Refuse text that is not UTF-8, such as an argument with other bytes."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise click.BadParameter(f"{value!r} is not UTF-8.") from None
    return value


def long_text(value: str) -> str:
    """Read standard input where the value is `-`."""
    return text(sys.stdin.buffer.read().decode("utf-8", "surrogateescape") if value == "-" else value)


def slug(value: str) -> str:
    """Refuse anything but a slug. It never reaches the services, just as under HTTP."""
    if not re.fullmatch(SLUG, value):
        raise click.BadParameter(f"{value!r} is not a slug.")
    return value


def email_or_id(value: str) -> str | UUID:
    """Read the id of a user, or an email address, as core stores it."""
    try:
        return parse_uuid(value) if re.fullmatch(CANONICAL_UUID, value) else check_email(value)
    except PydanticCustomError:
        raise click.BadParameter(f"{value!r} is neither an email address nor an id.") from None


id_argument = click.argument("item_id", metavar="ID", type=click.UUID)
slug_argument = click.argument("slug", type=slug)
json_option = click.option("--json", "as_json", is_flag=True, help="Print the exact body of the HTTP answer.")


def as_option(*, required: bool) -> Decorator[Command]:
    return click.option(
        "--as", "user", metavar="EMAIL_OR_ID", type=email_or_id, required=required, help="Act as this user."
    )


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a schema, as its JSON Schema describes it."""

    name: str
    required: bool
    nullable: bool
    description: str
    default: object
    kind: JsonSchema
    """The JSON Schema of values other than null."""

    @property
    def flag(self) -> str:
        return f"--{self.name.replace('_', '-')}"

    @property
    def choices(self) -> list[str]:
        return self.kind.get("enum", [])

    def help(self, *notes: str) -> str:
        sentences = [self.description, *notes] if self.description else [*notes]
        texts = [f"{sentence[0].upper()}{sentence[1:]}." for sentence in sentences]
        if self.default is not None and self.default != []:
            shown = str(self.default).lower() if isinstance(self.default, bool) else self.default
            texts.append(f"[default: {shown}]")
        return " ".join(texts)


def fields(schema: type[schemas.Input]) -> Iterator[Field]:
    """Read the fields of a schema, in its order."""
    described = schema.model_json_schema()
    for name, value in described.get("properties", {}).items():
        variants = cast("list[JsonSchema]", value.get("anyOf", [value]))
        [kind] = [variant for variant in variants if variant.get("type") != "null"]
        yield Field(
            name=name,
            required=name in described.get("required", ()),
            nullable=len(variants) > 1,
            description=value.get("description", ""),
            default=value.get("default"),
            kind=kind,
        )


def query_options(schema: type[schemas.Query]) -> Decorator[Command]:
    """Add an option for each query parameter. All take text, which core parses as it parses a query."""
    options = [
        click.option(
            field.flag,
            field.name,
            type=text,
            metavar=f"[{'|'.join(field.choices)}]" if field.choices else None,
            help=field.help(),
        )
        for field in fields(schema)
    ]
    return all_of(options)


def body_options(schema: type[schemas.Input], without: Collection[str] = ()) -> Decorator[Command]:
    """Add an option for each member of a body, but for those in `without`.

    The command asks for required members that are not given. A schema that requires nothing is an update's: `--clear`
    empties its nullable members and its lists.
    """
    members = list(fields(schema))
    shown = [field for field in members if field.name not in without]
    options = [body_option(field) for field in shown]
    clearable = [field.name for field in shown if field.nullable or field.kind["type"] == "array"]
    if clearable and not any(field.required for field in members):
        choice = click.Choice(clearable)
        options.append(click.option("--clear", multiple=True, type=choice, help="Empty this field. May be repeated."))
    return all_of(options)


def body_option(field: Field) -> Decorator[Command]:
    """Return the option for a member of a body, by its type."""
    kind = field.kind
    if kind["type"] == "array":  # tags become --tag
        flag = field.flag.removesuffix("s")
        return click.option(flag, field.name, multiple=True, type=text, help=field.help("May be repeated"))
    if kind["type"] == "boolean":  # is_active becomes --active
        name = field.flag.removeprefix("--").removeprefix("is-")
        return click.option(f"--{name}/--no-{name}", field.name, default=None, help=field.help())
    value_type: Any = text
    metavar = None
    note = ()
    if field.choices:
        value_type = click.Choice(field.choices)
    elif kind["type"] == "integer":
        value_type = int
    elif kind.get("format") == "date-time":
        note = ("A time with an offset, such as 2026-01-31T12:00:00Z",)
    elif kind.get("maxLength", 0) > LONG_TEXT:
        value_type, metavar, note = long_text, "TEXT", ("- reads standard input",)
    return click.option(
        field.flag, field.name, type=value_type, metavar=metavar, prompt=field.required, help=field.help(*note)
    )


def all_of(options: list[Decorator[Any]]) -> Decorator[Command]:
    """Combine decorators, so that options keep this order in --help."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate
