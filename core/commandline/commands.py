"""The command line that every adapter has: serve, migrate, seed, unseed, create-superuser."""

import os
import secrets
from collections.abc import Mapping

import click

from ..settings import CommandSettings, Settings
from ..telemetry import logs
from . import administration
from .refusals import (
    PASSWORD,
    read,
    read_migrated,
    require_counter,
    require_free_address,
    require_migrated_if_there,
    told_plainly,
)
from .serving import Server, counted_together, origin


def command_line(package: str, servers: Mapping[str, Server]) -> click.Group:
    """Build the commands of `python -m package`; `servers` lists what can serve it, the default first."""
    names = list(servers)

    @click.group(name=f"python -m {package}", context_settings={"help_option_names": ["-h", "--help"]})
    def group() -> None:
        """Serve the application and look after its database.

        Everything is configured by LIKEWISE_* environment variables; the database is LIKEWISE_DATABASE_URL
        (sqlite:///path or postgresql://user@host/name).
        """
        logs.configure_for_commands()

    @group.command()
    @click.option("--host", help="Address to listen on.  [default: LIKEWISE_HOST or 127.0.0.1]")
    @click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on.  [default: LIKEWISE_PORT or 8000]")
    @click.option("--workers", type=click.IntRange(1), help="Processes.  [default: LIKEWISE_WORKERS or 1]")
    @click.option("--server", type=click.Choice(names), default=names[0], show_default=True, help="What to serve with.")
    def serve(server: str, **options: object) -> None:
        """Serve until interrupted."""
        if "LIKEWISE_SECRET" not in os.environ:
            os.environ["LIKEWISE_SECRET"] = secrets.token_urlsafe(48)
            click.echo("LIKEWISE_SECRET is not set: using one made for this run; tokens end with it.", err=True)
        for name, value in options.items():
            if value is not None:
                os.environ[f"LIKEWISE_{name.upper()}"] = str(value)
        settings = read(Settings)
        require_counter(settings)
        require_migrated_if_there(settings, package)
        require_free_address(settings)
        click.echo(f"[INFO] Every operation, to read and to try: {origin(settings)}/docs", err=True)
        with counted_together(settings):
            servers[server](settings)

    @group.command()
    def migrate() -> None:
        """Bring the database to the newest schema."""
        with told_plainly():
            administration.migrate(read(CommandSettings))
        click.echo("The database is migrated.")

    @group.command()
    def seed() -> None:
        """Load the sample data, once; what is there already stays."""
        with told_plainly():
            counts = administration.seed(read_migrated(package))
        click.echo(f"{listed(counts)} added." if any(counts.values()) else "Nothing added: it is all there.")

    @group.command()
    def unseed() -> None:
        """Remove the sample data; what people made of their own stays."""
        with told_plainly():
            counts = administration.unload(read_migrated(package))
        click.echo(f"{listed(counts)} removed." if any(counts.values()) else "Nothing removed: none of it is there.")

    @group.command("create-superuser")
    @click.option("--email", prompt=True)
    @click.option("--name", prompt=True)
    @click.password_option(envvar=PASSWORD, help=f"Asked for unless given; {PASSWORD} keeps it out of ps.")
    def create_superuser(email: str, name: str, password: str) -> None:
        """Make a superuser, or make one of a user who is there: name and password become these."""
        with told_plainly():
            administration.create_superuser(read_migrated(package), email, name, password)
        click.echo(f"{email} is a superuser.")

    return group


def listed(counts: Mapping[str, int]) -> str:
    """Numbers of things, as one says them."""
    *first, last = (f"{count} {things}" for things, count in counts.items())
    return f"{', '.join(first)} and {last}"
