"""The commands that serve nothing: migrate, seed, unseed and create-superuser."""

from collections.abc import Mapping

import click

from ..settings import CommandSettings
from .checks import read_migrated_settings
from .environment import password_option, read_settings
from .migrate import migrate
from .refusals import errors_as_messages
from .seed import seed, unseed
from .superuser import create_superuser


def add_data_commands(group: click.Group, package: str) -> None:
    """Add the commands to a group. Their messages name `python -m package`."""

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
            stored = create_superuser(read_migrated_settings(package), email, name, password)
        click.echo(f"{stored} is now a superuser.")


def listed(counts: Mapping[str, int]) -> str:
    """Write numbers of things as a sentence lists them."""
    *first, last = (f"{count} {things}" for things, count in counts.items())
    return f"{', '.join(first)} and {last}"
