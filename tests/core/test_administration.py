"""Seeding and superusers."""

import random
from pathlib import Path

import pytest
from pydantic import ValidationError

from core import fixtures
from core.administration import create_superuser, seed
from core.fixtures.make import SEED, render
from core.settings import Settings
from tests.databases import Database


def rows(database: Database, statement: str) -> list[tuple[object, ...]]:
    with database.connect() as connection:
        return [tuple(row) for row in connection.execute(statement).fetchall()]


def test_the_sample_data_is_what_its_seed_makes() -> None:
    committed = Path(fixtures.__path__[0], "users.json").read_text(encoding="utf-8")
    assert committed == render(random.Random(SEED))


def test_seeding_adds_what_is_missing(own_settings: Settings, own_database: Database) -> None:
    assert seed(own_settings) == 1000
    with own_database.connect() as connection:
        connection.execute("DELETE FROM user_account WHERE email = 'user0500@example.com'")
    assert seed(own_settings) == 1
    assert seed(own_settings) == 0
    assert rows(own_database, "SELECT count(*) FROM user_account WHERE hashed_password IS NULL") == [(1000,)]
    found = rows(own_database, "SELECT count(*) FROM user_account WHERE search_text LIKE '%user0500@example.com'")
    assert found == [(1,)]


def test_a_user_who_is_there_becomes_a_superuser(own_settings: Settings, own_database: Database) -> None:
    seed(own_settings)
    create_superuser(own_settings, "USER0001@example.com", "New Name", "12345678")
    chosen = "SELECT name, is_superuser FROM user_account WHERE email = 'user0001@example.com'"
    ((name, is_superuser),) = rows(own_database, chosen)
    assert (name, bool(is_superuser)) == ("New Name", True)


def test_a_superuser_keeps_the_rules(own_settings: Settings) -> None:
    with pytest.raises(ValidationError, match="password"):
        create_superuser(own_settings, "root@example.com", "Root", "short")
