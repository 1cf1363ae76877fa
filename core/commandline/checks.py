"""Checks before a command starts: each ends the command with a message that says what to do."""

import socket

import click
from limits.errors import ConfigurationError
from sqlalchemy.exc import SQLAlchemyError

from ..errors import NotReady
from ..security.login_limits import attempt_storage
from ..settings import CommandSettings, Settings
from .environment import read_settings
from .extras import missing_extra
from .migrate import NewerDatabase, is_migrated


def require_migrated(settings: CommandSettings, package: str) -> None:
    """Require the newest schema that this code knows.

    Raises:
        NotReady, sqlalchemy.exc.SQLAlchemyError: the database does not answer.
        NewerDatabase: its schema is newer.
    """
    try:
        migrated = is_migrated(settings)
    except ModuleNotFoundError as error:
        raise missing_extra("postgresql", error) from None
    if not migrated:
        raise click.ClickException(f"The database is not migrated. Run: python -m {package} migrate")


def read_migrated_settings(package: str) -> CommandSettings:
    """Read the settings of a command that needs the newest schema. Raises what `require_migrated` raises."""
    settings = read_settings(CommandSettings)
    require_migrated(settings, package)
    return settings


def require_migrated_if_reachable(settings: Settings, package: str) -> None:
    """Require the newest schema, but only warn when the database does not answer, or has a newer one.

    A server may start before its database, and servers of a release go on while the next one is deployed.
    """
    try:
        require_migrated(settings, package)
    except NewerDatabase as error:
        click.echo(f"Warning: {error.message}", err=True)
    except (NotReady, SQLAlchemyError):
        click.echo("Warning: the database does not answer yet. GET /health/ready says when it does.", err=True)


def require_free_address(settings: Settings) -> str:
    """Require an address to listen on, and return it as a number, since Granian knows no names.

    A server that finds it taken would panic. A name that has several addresses, as localhost does, means the first of
    IPv4.
    """
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)
        family, _, _, _, address = min(found, key=lambda each: each[0] != socket.AF_INET)
        with socket.socket(family) as probe:
            # As servers do: connections of the server before may linger on the address.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
        return str(address[0])
    except OSError as error:
        reason = f"Cannot listen on {settings.host}:{settings.port}: {error.strerror or error}."
        raise click.ClickException(f"{reason} Choose another address with --host and --port.") from None


def require_login_counter(settings: Settings) -> None:
    """Require the client library of the storage that counts failed logins."""
    try:
        attempt_storage(settings)
    except ConfigurationError:  # its text names the library's own installation
        raise missing_extra("redis", "No module named 'redis'") from None
