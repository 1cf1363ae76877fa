"""The `litestar` command: `database` over core's migrations, beside Litestar's own commands."""

from click import Group
from litestar.plugins import CLIPlugin

from core.settings import Settings


class Commands(CLIPlugin):
    """Puts core's `litestar database` in place of that of Advanced Alchemy's plugin."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def on_cli_init(self, cli: Group) -> None:
        from core.commandline.database_commands import database_group  # noqa: PLC0415 -- a server needs none of it

        cli.add_command(database_group(self.settings))
