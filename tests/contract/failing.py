"""Transactions that fail at COMMIT: each write to a table adds a row that breaks a deferred foreign key."""

from collections.abc import Generator
from contextlib import contextmanager

from tests.databases import Database

EVENTS = ("INSERT", "UPDATE", "DELETE")
TABLES = (
    "CREATE TABLE vacancy (id INTEGER PRIMARY KEY)",
    "CREATE TABLE witness (id INTEGER REFERENCES vacancy (id) DEFERRABLE INITIALLY DEFERRED)",
)


def execute(database: Database, *statements: str) -> None:
    with database.connect() as connection:
        for statement in statements:
            connection.execute(statement)


@contextmanager
def failing_commits(database: Database, table: str) -> Generator[None]:
    """Let every transaction that writes to the table fail when it commits, and not before."""
    undo = let_commits_fail(database, table)
    try:
        yield
    finally:
        execute(database, *undo)


def let_commits_fail(database: Database, table: str) -> list[str]:
    """Let commits fail from now on; return the statements that undo it."""
    if database.kind == "sqlite":
        witness = "BEGIN INSERT INTO witness VALUES (1); END"
        make = [f"CREATE TRIGGER on_{event} AFTER {event} ON {table} {witness}" for event in EVENTS]
        drop = [f"DROP TRIGGER on_{event}" for event in EVENTS]
    else:
        make = [
            """CREATE FUNCTION bear_witness() RETURNS trigger LANGUAGE plpgsql
               AS $$ BEGIN INSERT INTO witness VALUES (1); RETURN NULL; END $$""",
            f"""CREATE TRIGGER on_write AFTER INSERT OR UPDATE OR DELETE ON {table}
                FOR EACH ROW EXECUTE FUNCTION bear_witness()""",
        ]
        drop = ["DROP FUNCTION bear_witness CASCADE"]
    execute(database, *TABLES, *make)
    return [*drop, "DROP TABLE witness", "DROP TABLE vacancy"]
