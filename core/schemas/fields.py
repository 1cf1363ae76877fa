"""Field types that are strict by themselves, because some frameworks validate laxly whatever a model's settings are."""

import re
import unicodedata
from datetime import UTC, date, datetime
from typing import Annotated, Any, cast
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, StringConstraints, WithJsonSchema
from pydantic.config import JsonDict
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError
from slugify import slugify

from ..text import fold
from .credentials import check_email, normalize_password, read_email

SLUG = r"[a-z0-9-]{1,100}"
CANONICAL_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
INTEGER = re.compile(r"0|-?[1-9][0-9]{0,18}")
FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", re.ASCII | re.IGNORECASE)

# Patterns for the OpenAPI document, in syntax that ECMA-262, Python and Rust share. The validators below do the work.
NO_NUL = r"^[^\x00]*$"
NO_CONTROLS = r"^[^\x00-\x1f\x7f-\x9f]*$"
WHITE_SPACE = r"\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"  # the characters that trimming removes
NOT_BLANK = rf"^[^\x00]*[^\x00{WHITE_SPACE}][^\x00]*$"
TIME_OF_DAY = r"([01][0-9]|2[0-3]):[0-5][0-9]"
RFC3339_TIME = (
    rf"^(?!0000)[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[Tt]{TIME_OF_DAY}:[0-5][0-9](\.[0-9]{{1,9}})?([Zz]|[+-]{TIME_OF_DAY})$"
)


def documented(**schema: object) -> FieldInfo:
    """Add keywords to a type's JSON schema; Pydantic itself writes those of its constraints."""
    return cast("FieldInfo", Field(json_schema_extra=cast("JsonDict", schema)))


def refuse_nul(value: str) -> str:
    if "\x00" in value:
        raise PydanticCustomError("nul", "Must not contain the NUL character.")
    return value


def refuse_controls(value: str) -> str:
    if any(unicodedata.category(character) == "Cc" for character in value):
        raise PydanticCustomError("control_character", "Must not contain control characters.")
    return value


def check_sluggable(value: str) -> str:
    if not slugify(value):  # core/services/slugs.py would make an empty slug
        raise PydanticCustomError("slug", "Must have a letter or a digit.")
    return value


def parse_slug(value: object) -> str:
    if isinstance(value, str) and re.fullmatch(SLUG, value):
        return value
    raise PydanticCustomError("slug", "Must be a slug: a-z, 0-9 and hyphens.")


def parse_time(value: object) -> datetime:
    """Parse an RFC 3339 time with an offset; return it in UTC. Years are 1 to 9999 before and after the conversion."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC)
    if isinstance(value, str) and RFC3339.fullmatch(value):
        try:
            return datetime.fromisoformat(value.upper()).astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise PydanticCustomError("time", "Must be an RFC 3339 time with an offset, such as 2026-01-31T12:00:00Z.")


def parse_date(value: object) -> date:
    """Parse RFC 3339's full-date."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and FULL_DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("date", "Must be a date, such as 2026-01-31.")


def format_time(value: datetime) -> str:
    """Write a time in UTC with six digits and Z."""
    return value.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"


def parse_uuid(value: object) -> UUID:
    if isinstance(value, UUID):
        return value
    if isinstance(value, str) and re.fullmatch(CANONICAL_UUID, value):
        return UUID(value)
    raise PydanticCustomError("uuid", "Must be a UUID in lower case with hyphens.")


def parse_uuids(value: object) -> object:
    """Split one comma-separated parameter. FastAPI passes all values of the name as a list."""
    values: list[Any] = value if isinstance(value, list) else [value]  # pyright: ignore[reportUnknownVariableType] -- list of unknown
    return values[0].split(",") if len(values) == 1 and isinstance(values[0], str) else values


def parse_integer(value: object) -> int:
    if isinstance(value, str) and INTEGER.fullmatch(value):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise PydanticCustomError("integer", "Must be an integer in plain decimal digits.")


def refuse_non_integer(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise PydanticCustomError("integer", "Must be an integer.")


def refuse_false(value: object) -> object:
    if value is True:
        return value
    raise PydanticCustomError("choice", "Must be true.")


def refuse_non_boolean(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise PydanticCustomError("boolean", "Must be true or false.")


def parse_boolean(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return value == "true"
    raise PydanticCustomError("boolean", "Must be true or false.")


# StrictBool does not suffice: a framework that validates with strict=False turns it off.
Boolean = Annotated[bool, BeforeValidator(refuse_non_boolean)]
OnlyTrue = Annotated[Boolean, AfterValidator(refuse_false), WithJsonSchema({"type": "boolean", "const": True})]
Integer = Annotated[int, BeforeValidator(refuse_non_integer)]
Name = Annotated[
    str,
    StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=100),
    AfterValidator(refuse_nul),
    documented(pattern=NOT_BLANK),
]
SluggableName = Annotated[Name, AfterValidator(check_sluggable)]
TagName = Annotated[
    str,
    StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=50),
    AfterValidator(refuse_nul),
    AfterValidator(check_sluggable),
    documented(pattern=NOT_BLANK),
]
Title = Annotated[
    str,
    StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=200),
    AfterValidator(refuse_nul),
    documented(pattern=NOT_BLANK),
]
DocumentName = Title
Body = Annotated[
    str,
    StringConstraints(strict=True, min_length=1, max_length=50_000),
    AfterValidator(refuse_nul),
    documented(pattern=NO_NUL),
]
Description = Annotated[
    str, StringConstraints(strict=True, max_length=500), AfterValidator(refuse_nul), documented(pattern=NO_NUL)
]
Uuid = Annotated[
    UUID,
    BeforeValidator(parse_uuid),
    WithJsonSchema({"type": "string", "format": "uuid", "pattern": f"^{CANONICAL_UUID}$"}),
]
Email = Annotated[
    str,
    StringConstraints(strict=True, max_length=254),
    AfterValidator(refuse_nul),
    AfterValidator(check_email),
    WithJsonSchema({"type": "string", "format": "email", "maxLength": 254}),
]
LoginEmail = Annotated[
    str,
    StringConstraints(strict=True, max_length=254),
    AfterValidator(refuse_nul),
    AfterValidator(read_email),
    documented(pattern=NO_NUL),
]
LoginPassword = Annotated[
    str,
    StringConstraints(strict=True, max_length=128),
    AfterValidator(refuse_nul),
    AfterValidator(normalize_password),
    documented(pattern=NO_NUL),
]
Password = Annotated[
    str,
    StringConstraints(strict=True, min_length=8, max_length=128),
    AfterValidator(refuse_nul),
    AfterValidator(normalize_password),
    documented(pattern=NO_NUL),
]
Date = Annotated[date, BeforeValidator(parse_date), WithJsonSchema({"type": "string", "format": "date"})]
Time = Annotated[
    datetime,
    BeforeValidator(parse_time),
    PlainSerializer(format_time, return_type=str, when_used="json"),  # in Python it stays a datetime, for the database
    WithJsonSchema({"type": "string", "format": "date-time", "pattern": RFC3339_TIME}),
]

# The types of query parameters, which all arrive as text.
QueryBoolean = Annotated[bool, BeforeValidator(parse_boolean)]
QueryInteger = Annotated[int, BeforeValidator(parse_integer)]
QueryOffset = Annotated[int, Field(ge=0, le=10_000), BeforeValidator(parse_integer)]
QuerySlug = Annotated[str, BeforeValidator(parse_slug), WithJsonSchema({"type": "string", "pattern": f"^{SLUG}$"})]
QueryUuids = Annotated[list[Uuid], BeforeValidator(parse_uuids)]
Search = Annotated[
    str,
    StringConstraints(strict=True, min_length=1, max_length=100),
    AfterValidator(refuse_controls),
    AfterValidator(fold),
    documented(pattern=NO_CONTROLS),
]
