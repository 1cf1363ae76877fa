"""The command line that every adapter has: serve, migrate, seed, unseed, create-superuser."""

import os
import secrets
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import TypeVar

import click
from obstore.exceptions import BaseError
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from core import administration, logs
from core.errors import Conflict, NotReady
from core.serving import Server, check_address, counted_together
from core.settings import CommandSettings, Settings

AnySettings = TypeVar("AnySettings", bound=CommandSettings)


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
        require_migrated(settings, package)
        require_free_address(settings)
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
            click.echo(f"{listed(administration.seed(read(CommandSettings)))} added.")

    @group.command()
    def unseed() -> None:
        """Remove the sample data; what people made of their own stays."""
        with told_plainly():
            click.echo(f"{listed(administration.unload(read(CommandSettings)))} removed.")

    @group.command("create-superuser")
    @click.option("--email", prompt=True)
    @click.option("--name", prompt=True)
    @click.password_option(
        envvar="LIKEWISE_PASSWORD", help="Asked for unless given; LIKEWISE_PASSWORD keeps it out of ps."
    )
    def create_superuser(email: str, name: str, password: str) -> None:
        """Make a superuser, or make one of a user who is there."""
        with told_plainly():
            administration.create_superuser(read(CommandSettings), email, name, password)
        click.echo(f"{email} is a superuser.")

    return group


def read(settings_class: type[AnySettings]) -> AnySettings:
    """Read the environment, or end with what is wrong with it."""
    try:
        return settings_class()
    except ValidationError as error:
        raise click.ClickException(explain(error, "LIKEWISE_")) from None


@contextmanager
def told_plainly() -> Generator[None]:
    """Turn a database or a store that is away, and input that breaks a rule, into a message."""
    try:
        yield
    except ValidationError as error:
        raise click.ClickException(explain(error)) from None
    except ModuleNotFoundError as error:
        raise missing_driver(error) from None
    except Conflict:
        raise click.ClickException("Somebody else wrote the same just now. Nothing is changed: run it again.") from None
    except (NotReady, DBAPIError) as error:
        reason = str(error.__cause__).strip().splitlines()[0]
        raise click.ClickException(f"The database does not answer, or is not migrated: {reason}") from None
    except (BaseError, OSError):  # without what it says: a server may quote the credentials that it refuses
        settings = "LIKEWISE_STORAGE, AWS_* and LIKEWISE_ANALYTICS"
        raise click.ClickException(f"The object store or a directory refuses, or is away: see {settings}.") from None


def listed(counts: Mapping[str, int]) -> str:
    """Numbers of things, as one says them."""
    *first, last = (f"{count} {things}" for things, count in counts.items())
    return f"{', '.join(first)} and {last}"


def explain(error: ValidationError, prefix: str = "") -> str:
    """One line for each fault, without the value: it may be a secret."""
    faults = (
        (".".join(map(str, fault["loc"])), fault["msg"].removeprefix("Value error, "))
        for fault in error.errors(include_input=False)
    )
    return "\n".join(f"{prefix}{name.upper() if prefix else name}: {message}" for name, message in faults)


def missing_driver(error: ModuleNotFoundError) -> click.ClickException:
    """PostgreSQL's drivers are an extra."""
    return click.ClickException(
        f"{error.msg}. PostgreSQL needs the postgresql extra: pip install 'likewise[postgresql]'"
    )


def require_free_address(settings: Settings) -> None:
    """End with what to do when somebody else listens there, or the host is not ours."""
    try:
        check_address(settings)
    except OSError as error:
        reason = f"Cannot listen on {settings.host}:{settings.port}: {error.strerror or error}."
        raise click.ClickException(f"{reason} Choose another with --host and --port.") from None


def require_migrated(settings: Settings, package: str) -> None:
    """End with what to do when the schema is missing or old; a database that is away for now only earns a warning."""
    try:
        migrated = administration.is_migrated(settings)
    except ModuleNotFoundError as error:
        raise missing_driver(error) from None
    except (NotReady, SQLAlchemyError):
        click.echo("The database does not answer yet; /health/ready says when it does.", err=True)
        return
    if not migrated:
        raise click.ClickException(f"The database is not migrated. Run: python -m {package} migrate")
