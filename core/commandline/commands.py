"""The click group that every adapter has: serve, migrate, seed, unseed and create-superuser."""

from collections.abc import Mapping

import click

from ..telemetry import logs
from .data_commands import add_data_commands
from .environment import set_variables
from .serve import Server, serve


def command_line(package: str, servers: Mapping[str, Server]) -> click.Group:
    """Build the commands of `python -m package`. The first of the servers is the default."""
    names = list(servers)

    @click.group(name=f"python -m {package}", context_settings={"help_option_names": ["-h", "--help"]})
    def group() -> None:
        """Serve the application and manage its database.

        LIKEWISE_* environment variables configure everything. LIKEWISE_DATABASE_URL names the database:
        sqlite:///path or postgresql://user@host/name.
        """
        logs.configure_for_commands()

    @group.command("serve")
    @click.option("--host", help="Address to listen on.  [default: LIKEWISE_HOST or 127.0.0.1]")
    @click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on.  [default: LIKEWISE_PORT or 8000]")
    @click.option("--workers", type=click.IntRange(1), help="Number of processes.  [default: LIKEWISE_WORKERS or 1]")
    @click.option("--server", type=click.Choice(names), default=names[0], show_default=True, help="Server to run.")
    @click.option("--lenient", is_flag=True, help="Leave out the strict layer: the framework's own ways hold.")
    def serve_command(server: str, *, lenient: bool, **options: object) -> None:
        """Serve the application until interrupted."""
        set_variables({**options, "strict": False if lenient else None})
        serve(servers[server], package)

    add_data_commands(group, package)
    return group
