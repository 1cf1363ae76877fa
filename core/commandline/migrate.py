"""`migrate`: upgrades the database to the newest schema."""

from advanced_alchemy.config import SQLAlchemySyncConfig

from ..database.engine import MIGRATIONS, sync_config
from ..settings import CommandSettings


def migrate(settings: CommandSettings) -> None:
    """Upgrade the database to the newest schema."""
    from advanced_alchemy.alembic.commands import AlembicCommands  # noqa: PLC0415 -- would slow down every --help

    config = sync_config(SQLAlchemySyncConfig, settings)
    AlembicCommands(config).upgrade()
    config.get_engine().dispose()


def is_migrated(settings: CommandSettings) -> bool:
    """Return whether the database has the newest schema. Raises `NotReady` when it does not answer."""
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415 -- as above
    from alembic.script import ScriptDirectory  # noqa: PLC0415 -- as above

    config = sync_config(SQLAlchemySyncConfig, settings)
    try:
        with config.get_engine().connect() as connection:
            options = {"version_table": config.alembic_config.version_table_name}
            current = MigrationContext.configure(connection, opts=options).get_current_heads()
        return set(current) == set(ScriptDirectory(str(MIGRATIONS)).get_heads())
    finally:
        config.get_engine().dispose()
