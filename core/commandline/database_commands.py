"""`database`: Advanced Alchemy's commands over core's migrations, for the command lines of frameworks.

They replace the groups that its extensions add. Flask's compares the schema with none of the models, so it would
generate a migration that drops every table; Litestar's knows no migrations; both would also drop the analytics.
"""

from typing import Any

import click
from advanced_alchemy.cli import add_migration_commands
from advanced_alchemy.config import SQLAlchemySyncConfig
from advanced_alchemy.utils.cli_tools import group

from ..database.engine import sync_config
from ..settings import CommandSettings
from .refusals import errors_as_messages


class DatabaseGroup(click.Group):
    """Ends its commands with a message where Alembic or the database refuses."""

    def invoke(self, ctx: click.Context) -> Any:
        from alembic.util import CommandError  # noqa: PLC0415 -- would slow down every other command

        with errors_as_messages():
            try:
                return super().invoke(ctx)
            except CommandError as error:
                raise click.ClickException(str(error)) from None


def database_group(settings: CommandSettings) -> click.Group:
    """Return the group `database`, also called `db`, for the primary database of these settings."""

    @group(name="database", cls=DatabaseGroup, aliases=["db"])
    @click.pass_context
    def database(context: click.Context) -> None:
        """Migrate the database, and write migrations.

        The analytics have no migrations: each refresh creates their tables.
        """
        config = sync_config(SQLAlchemySyncConfig, settings)
        context.obj = {"configs": [config]}
        context.call_on_close(config.get_engine().dispose)

    return add_migration_commands(database)
