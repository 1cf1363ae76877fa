"""How a command ends when something is wrong: by saying what it is and what to do next, and no secret."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from difflib import get_close_matches
from typing import TypeVar

import click
from limits.errors import ConfigurationError
from obstore.exceptions import BaseError
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError, NoSuchModuleError, SQLAlchemyError

from ..errors import Conflict, NotReady
from ..http.faults import body_faults
from ..security.login_limits import attempt_storage
from ..settings import CommandSettings, Settings
from . import administration
from .extras import missing_extra
from .serving import check_address

AnySettings = TypeVar("AnySettings", bound=CommandSettings)

PREFIX = "LIKEWISE_"
PASSWORD = "LIKEWISE_PASSWORD"

# What only text from the environment can be wrong in; a body has words of its own for it.
WORDS = {
    "int_parsing": "Must be a whole number.",
    "float_parsing": "Must be a number.",
    "bool_parsing": "Must be true or false.",
}


def read(settings_class: type[AnySettings]) -> AnySettings:
    """Read the environment, or end with what is wrong with it; what is there and is no setting earns a warning."""
    known = [PASSWORD, *(f"{PREFIX}{name.upper()}" for name in Settings.model_fields)]
    for name in sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known):
        guess = "".join(f" Is it {likely}?" for likely in get_close_matches(name, known, 1))
        click.echo(f"{name} is no setting and changes nothing.{guess}", err=True)
    try:
        return settings_class()
    except ValidationError as error:
        raise click.ClickException(explain(error, PREFIX)) from None


@contextmanager
def told_plainly() -> Generator[None]:
    """Turn a database or a store that is away, and input that breaks a rule, into a message."""
    try:
        yield
    except ValidationError as error:
        raise click.ClickException(explain(error)) from None
    except ModuleNotFoundError as error:
        raise missing_extra("postgresql", error) from None
    except Conflict:
        raise click.ClickException("Somebody else wrote the same just now. Nothing is changed: run it again.") from None
    except (NotReady, DBAPIError) as error:
        reason = str(error.__cause__).strip().split("\n")[0]
        raise click.ClickException(f"The database does not answer: {reason}. See LIKEWISE_DATABASE_URL.") from None
    except (BaseError, OSError):  # without what it says: a server may quote the credentials that it refuses
        settings = "LIKEWISE_STORAGE, AWS_* and LIKEWISE_ANALYTICS"
        raise click.ClickException(f"The object store or a directory refuses, or is away: see {settings}.") from None


def explain(error: ValidationError, prefix: str = "") -> str:
    """One line for each fault, without the value: it may be a secret."""
    lines: list[str] = []
    for fault in body_faults(error.errors(include_input=False)):
        name = (fault.pointer or "").removeprefix("/")
        message = WORDS.get(fault.code, fault.detail).removeprefix("Value error, ")
        lines.append(f"{prefix}{name.upper() if prefix else name}: {message}")
    return "\n".join(lines)


def explain_not_ready(error: NotReady) -> click.ClickException:
    """Which database does not answer, or which extra is not there."""
    if isinstance(error.__cause__, NoSuchModuleError | ModuleNotFoundError):
        return missing_extra("analytics", error.__cause__)
    return click.ClickException(f"{error.title}. {error.detail}")


def require_free_address(settings: Settings) -> None:
    """End with what to do when somebody else listens there, or the host is not ours."""
    try:
        check_address(settings)
    except OSError as error:
        reason = f"Cannot listen on {settings.host}:{settings.port}: {error.strerror or error}."
        raise click.ClickException(f"{reason} Choose another with --host and --port.") from None


def require_counter(settings: Settings) -> None:
    """End with what to install when failed logins are to be counted where no client is for."""
    try:
        attempt_storage(settings)
    except ConfigurationError:
        raise missing_extra("redis", "No module named 'redis'") from None  # the library's words are about itself


def require_migrated(settings: CommandSettings, package: str) -> None:
    """End with what to do when the schema is missing or old.

    Raises:
        NotReady, sqlalchemy.exc.SQLAlchemyError: there is no database to ask.
    """
    try:
        migrated = administration.is_migrated(settings)
    except ModuleNotFoundError as error:
        raise missing_extra("postgresql", error) from None
    if not migrated:
        raise click.ClickException(f"The database is not migrated. Run: python -m {package} migrate")


def read_migrated(package: str) -> CommandSettings:
    """Read what commands need, and see that there is a database to do it on. Raises as `require_migrated` does."""
    settings = read(CommandSettings)
    require_migrated(settings, package)
    return settings


def require_migrated_if_there(settings: Settings, package: str) -> None:
    """The same for a server, which may start before its database: that one is away for now only earns a warning."""
    try:
        require_migrated(settings, package)
    except (NotReady, SQLAlchemyError):
        click.echo("The database does not answer yet; /health/ready says when it does.", err=True)
