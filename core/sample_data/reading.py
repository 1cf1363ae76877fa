"""Reads the sample data."""

from base64 import b64decode
from pathlib import Path
from typing import Any

from advanced_alchemy.utils.fixtures import open_fixture

from ..schemas.fields import parse_time, parse_uuid

DIRECTORY = Path(__file__).parent

Row = dict[str, Any]


def read(name: str) -> list[Row]:
    """The rows of a fixture, ids and times as such."""
    return list(map(parse, open_fixture(DIRECTORY, name)))


def parse(row: Row) -> Row:
    parsed = row.copy()
    for key, value in row.items():
        if key == "id" or key.endswith("_id"):
            parsed[key] = parse_uuid(value)
        elif key.endswith("_at") and value is not None:
            parsed[key] = parse_time(value)
    return parsed


def content_of(document: Row) -> bytes:
    """The bytes of a document's file."""
    return document["text"].encode() if "text" in document else b64decode(document["base64"])
