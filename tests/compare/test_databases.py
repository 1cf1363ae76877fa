"""The database that every row starts with."""

import sqlite3
from contextlib import closing
from pathlib import Path

from compare.databases import SQLiteTemplate, stored_emails


def fill(url: str) -> None:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE user_account (email TEXT)")
        connection.execute("INSERT INTO user_account VALUES ('seeded@example.org')")


def test_a_copy_has_what_the_template_has_and_leaves_nothing_behind(tmp_path: Path) -> None:
    template = SQLiteTemplate(tmp_path, fill)
    before = sorted(tmp_path.iterdir())
    with template.copy() as url, closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        connection.execute("INSERT INTO user_account VALUES ('load-1@example.org')")
        connection.commit()
        assert (len(stored_emails(url, "")), stored_emails(url, "load-")) == (2, {"load-1@example.org"})
    assert sorted(tmp_path.iterdir()) == before
    with template.copy() as url:
        assert stored_emails(url, "") == {"seeded@example.org"}
