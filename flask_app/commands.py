"""The `flask` command: core's commands beside Flask's own."""

from flask import Flask

from core.commandline.data_commands import add_data_commands
from core.commandline.database_commands import database_group
from core.settings import Settings


def init_app(app: Flask, settings: Settings) -> None:
    """Add `flask migrate`, `seed`, `unseed`, `create-superuser`; and `flask database`, in place of the extension's."""
    add_data_commands(app.cli, __package__ or __name__)
    app.cli.add_command(database_group(settings))
