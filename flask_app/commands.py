"""The `flask` command: core's commands beside Flask's own, and Advanced Alchemy's `flask database`."""

from flask import Flask

from core.commandline.data_commands import add_data_commands


def init_app(app: Flask) -> None:
    """Add `flask migrate`, `seed`, `unseed` and `create-superuser`."""
    add_data_commands(app.cli, __package__ or __name__)
