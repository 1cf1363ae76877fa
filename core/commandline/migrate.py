"""`migrate`: upgrades the database to the newest schema."""

import click
from advanced_alchemy.config import SQLAlchemySyncConfig

from ..database.engine import MIGRATIONS, sync_config
from ..settings import CommandSettings


class NewerDatabase(click.ClickException):
    """The database has a revision that this code does not know; another release has migrated it."""

    def __init__(self, revision: str) -> None:
        known = f"The database is newer than this code, which does not know its revision {revision}."
        advice = "Use the release that migrated it, or take the database back with that one."
        super().__init__(f"{known} {advice}")


def migrate(settings: CommandSettings) -> None:
    """Upgrade the database to the newest schema. Raises `NewerDatabase`."""
    from advanced_alchemy.alembic.commands import AlembicCommands  # noqa: PLC0415 -- would slow down every --help

    is_migrated(settings)  # refuses a newer one
    config = sync_config(SQLAlchemySyncConfig, settings)
    AlembicCommands(config).upgrade()
    config.get_engine().dispose()


def is_migrated(settings: CommandSettings) -> bool:
    """Return whether the database has the newest schema.

    Raises `NotReady` when it does not answer, and `NewerDatabase` if its schema is newer than this code.
    """
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415 -- as above
    from alembic.script import ScriptDirectory  # noqa: PLC0415 -- as above

    config = sync_config(SQLAlchemySyncConfig, settings)
    try:
        with config.get_engine().connect() as connection:
            options = {"version_table": config.alembic_config.version_table_name}
            current = MigrationContext.configure(connection, opts=options).get_current_heads()
        scripts = ScriptDirectory(str(MIGRATIONS))
        unknown = set(current) - {script.revision for script in scripts.walk_revisions()}
        if unknown:
            raise NewerDatabase(", ".join(sorted(unknown)))
        return set(current) == set(scripts.get_heads())
    finally:
        config.get_engine().dispose()
