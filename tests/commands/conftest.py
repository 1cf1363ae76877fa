"""Environments for commands: the variables of a migrated database, and of one that is not."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.commands.running import inherited
from tests.deployment import values_for


def variables(url: str, folder: Path) -> dict[str, str]:
    values = values_for(url, analytics=str(folder / "analytics"))
    return {**inherited(), **{f"LIKEWISE_{name.upper()}": str(value) for name, value in values.items()}}


@pytest.fixture
def environment(databases: Any, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of an application whose database is migrated and has a superuser."""
    with databases("sqlite").temporary() as database:
        yield variables(database.url, tmp_path)


@pytest.fixture
def empty_database(tmp_path: Path) -> dict[str, str]:
    """The environment of an application whose database has no tables yet."""
    return variables(f"sqlite:///{tmp_path}/empty.sqlite3", tmp_path)
