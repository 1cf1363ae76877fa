"""The one parser of bodies and queries: bytes become schemas."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn, TypeVar, cast
from urllib.parse import unquote_to_bytes

from pydantic import ValidationError

from ..errors import Fault, MalformedJson, UnsupportedMediaType, ValidationFailed
from ..headers import BLANKS
from ..schemas import Input, Query, Repeated, Undecodable
from .faults import body_faults, query_faults

InputSchema = TypeVar("InputSchema", bound=Input)
QuerySchema = TypeVar("QuerySchema", bound=Query)

JSON_MEDIA_TYPE = re.compile(r'application/json[ \t]*(;[ \t]*charset=("?)utf-8\2[ \t]*)?', re.IGNORECASE)
SURROGATE_ESCAPE = re.compile(rb"\\u[dD][89a-fA-F]")
DEEPEST = 64
LONGEST_INTEGER = 400


def check_media_type(content_type: str | None) -> None:
    """Require JSON in UTF-8. Raises `UnsupportedMediaType`."""
    if content_type is None or not JSON_MEDIA_TYPE.fullmatch(content_type.strip(BLANKS)):
        raise UnsupportedMediaType


def parse_json(raw: bytes) -> dict[str, Any]:
    """Parse one JSON object (RFC 8259), more strictly than the standard library.

    Raises `MalformedJson` for a text that is not JSON, or has repeated names, NaN, lone surrogates or absurd nesting,
    and `ValidationFailed` for JSON that is not an object.
    """
    try:
        value = json.loads(
            raw.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_refuse_constant, parse_int=_parse_integer
        )
        if SURROGATE_ESCAPE.search(raw):
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError):
        raise MalformedJson from None
    if raw.count(b"[") + raw.count(b"{") > DEEPEST and _depth(value) > DEEPEST:
        raise MalformedJson
    if not isinstance(value, dict):
        raise ValidationFailed([Fault("object", "Must be an object.", pointer="")])
    return cast("dict[str, Any]", value)


def parse_body(schema: type[InputSchema], raw: bytes, content_type: str | None) -> InputSchema:
    """Check the media type, parse, validate: the order of the contract's errors."""
    check_media_type(content_type)
    try:
        return schema.model_validate(parse_json(raw))
    except ValidationError as error:
        raise ValidationFailed(body_faults(error.errors(include_url=False, include_input=False))) from None


def parse_query(schema: type[QuerySchema], raw: bytes) -> QuerySchema:
    """Validate a raw query string. Raises `ValidationFailed`."""
    try:
        return schema.model_validate(split_query(raw))
    except ValidationError as error:
        raise ValidationFailed(query_faults(error.errors(include_url=False, include_input=False))) from None


def split_query(raw: bytes) -> Mapping[str, str]:
    """Decode `application/x-www-form-urlencoded` pairs; a repeated or undecodable value becomes a marker."""
    values: dict[str, str] = {}
    for pair in raw.replace(b"+", b" ").split(b"&"):
        if not pair:
            continue
        name, _, value = pair.partition(b"=")
        key = unquote_to_bytes(name).decode("utf-8", "replace")
        try:
            text = unquote_to_bytes(value).decode("utf-8")
        except UnicodeDecodeError:
            text = Undecodable()
        values[key] = Repeated() if key in values else text
    return values


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member name is repeated")
    return members


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _parse_integer(digits: str) -> int | float:
    # Python refuses to convert thousands of digits. Every field refuses infinity, as it is not an integer: a 422.
    return int(digits) if len(digits) <= LONGEST_INTEGER else float("inf")


def _depth(value: object) -> int:
    depth, level = 0, [value]
    while level:
        depth += 1
        level = [child for node in level for child in _children(node)]
    return depth


def _children(node: object) -> Iterable[object]:
    if isinstance(node, dict):
        return cast("dict[str, object]", node).values()
    return cast("list[object]", node) if isinstance(node, list) else ()
