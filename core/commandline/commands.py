"""The click group that every adapter has: serve, migrate, seed, unseed and create-superuser."""

from collections.abc import Mapping

import click

from ..settings import CommandSettings
from ..telemetry import logs
from .checks import read_migrated_settings
from .environment import password_option, read_settings, set_variables
from .migrate import migrate
from .refusals import errors_as_messages
from .seed import seed, unseed
from .serve import Server, serve
from .superuser import create_superuser


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

    @group.command("migrate")
    def migrate_command() -> None:
        """Upgrade the database to the newest schema."""
        with errors_as_messages():
            migrate(read_settings(CommandSettings))
        click.echo("The database is migrated.")

    @group.command("seed")
    def seed_command() -> None:
        """Add the sample data that is missing."""
        with errors_as_messages():
            counts = seed(read_migrated_settings(package))
        click.echo(f"Added {listed(counts)}." if any(counts.values()) else "Nothing added: no sample data is missing.")

    @group.command("unseed")
    def unseed_command() -> None:
        """Remove the sample data. Rows that others refer to stay."""
        with errors_as_messages():
            counts = unseed(read_migrated_settings(package))
        click.echo(f"Removed {listed(counts)}." if any(counts.values()) else "Nothing removed: no sample data found.")

    @group.command("create-superuser")
    @click.option("--email", prompt=True, help="Email address, with which the superuser logs in.")
    @click.option("--name", prompt=True, help="Name to show.")
    @password_option
    def create_superuser_command(email: str, name: str, password: str) -> None:
        """Create a superuser, or make an existing user one.

        An existing user is found by email, and gets this name and password.
        """
        with errors_as_messages():
            create_superuser(read_migrated_settings(package), email, name, password)
        click.echo(f"{email} is now a superuser.")

    return group


def listed(counts: Mapping[str, int]) -> str:
    """Write numbers of things as a sentence lists them."""
    *first, last = (f"{count} {things}" for things, count in counts.items())
    return f"{', '.join(first)} and {last}"
