"""Turns errors into messages that say what is wrong and what to do next, and that quote no secret."""

from collections.abc import Generator
from contextlib import contextmanager

import click
from obstore.exceptions import BaseError
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError, NoSuchModuleError

from ..errors import Conflict, NotReady
from ..http.faults import body_faults
from .extras import missing_extra

# Faults that only the text of an environment variable can have; core's own wording is for JSON bodies.
WORDING = {
    "int_parsing": "Must be a whole number.",
    "float_parsing": "Must be a number.",
    "bool_parsing": "Must be true or false.",
}


@contextmanager
def errors_as_messages() -> Generator[None]:
    """End the command with a message when its input is invalid, or its database or object store fails."""
    try:
        yield
    except ValidationError as error:
        raise click.ClickException(describe_faults(error)) from None
    except ModuleNotFoundError as error:
        raise missing_extra("postgresql", error) from None
    except Conflict:
        message = "Another process wrote the same rows at the same time. Nothing has changed: run the command again."
        raise click.ClickException(message) from None
    except (NotReady, DBAPIError) as error:
        reason = str(error.__cause__).strip().split("\n")[0]
        raise click.ClickException(f"Cannot use the database: {reason}. Check LIKEWISE_DATABASE_URL.") from None
    except (BaseError, OSError):  # without its text: a server may quote the credentials that it refuses
        message = "Cannot use the object store or a directory. Check LIKEWISE_STORAGE, AWS_* and LIKEWISE_ANALYTICS."
        raise click.ClickException(message) from None


def describe_faults(error: ValidationError, prefix: str = "") -> str:
    """Return one line for each fault. The lines never quote a value, which may be a secret."""
    lines: list[str] = []
    for fault in body_faults(error.errors(include_input=False)):
        name = (fault.pointer or "").removeprefix("/")
        message = WORDING.get(fault.code, fault.detail).removeprefix("Value error, ")
        lines.append(f"{prefix}{name.upper() if prefix else name}: {message}")
    return "\n".join(lines)


def not_ready_error(error: NotReady) -> click.ClickException:
    """Return an error that says that a database does not answer, or which extra is missing."""
    if isinstance(error.__cause__, NoSuchModuleError | ModuleNotFoundError):
        return missing_extra("analytics", error.__cause__)
    return click.ClickException(f"{error.title}. {error.detail}")
