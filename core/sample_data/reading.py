"""Reads the sample data from the files beside this module."""

from pathlib import Path
from typing import Any

from advanced_alchemy.utils.fixtures import open_fixture

from ..schemas.fields import parse_time, parse_uuid

DIRECTORY = Path(__file__).parent
FILES = DIRECTORY / "files"

Row = dict[str, Any]


def read(name: str) -> list[Row]:
    """Read the rows of a fixture, such as "users". Ids and times are parsed."""
    return list(map(parse, open_fixture(DIRECTORY, name)))


def parse(row: Row) -> Row:
    """Parse a row's ids and times, which are text in JSON."""
    parsed = row.copy()
    for key, value in row.items():
        if key == "id" or key.endswith("_id"):
            parsed[key] = parse_uuid(value)
        elif key.endswith("_at") and value is not None:
            parsed[key] = parse_time(value)
    return parsed


def read_file(document: Row) -> bytes:
    """Read the content of a sample document."""
    return (FILES / document["file"]).read_bytes()
