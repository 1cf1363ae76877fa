"""Reads the settings of a command from the environment."""

import os
import re
import secrets
from collections.abc import Mapping
from difflib import get_close_matches
from typing import TypeVar

import click
from pydantic import ValidationError

from ..settings import CommandSettings, Settings
from .refusals import describe_faults

AnySettings = TypeVar("AnySettings", bound=CommandSettings)

PREFIX = "LIKEWISE_"
PASSWORD_VARIABLE = "LIKEWISE_PASSWORD"

# What Kubernetes sets in each pod where there is a Service called likewise.
OF_A_SERVICE = re.compile(f"{PREFIX}(SERVICE_(HOST|PORT(_.+)?)|PORT_[0-9]+_.+)")

password_option = click.password_option(
    envvar=PASSWORD_VARIABLE,
    help=f"The command asks for it by default. {PASSWORD_VARIABLE} keeps it out of the process list.",
)


def read_settings(settings_class: type[AnySettings]) -> AnySettings:
    """Read settings. A wrong value ends the command; an unknown LIKEWISE_* variable causes a warning."""
    known = [PASSWORD_VARIABLE, *(f"{PREFIX}{name.upper()}" for name in Settings.model_fields)]
    unknown = [name for name in os.environ if name.startswith(PREFIX) and name not in known]
    for name in sorted(name for name in unknown if not OF_A_SERVICE.fullmatch(name)):
        guess = "".join(f" Did you mean {likely}?" for likely in get_close_matches(name, known, 1))
        click.echo(f"Warning: {name} is not a setting and has no effect.{guess}", err=True)
    try:
        return settings_class()
    except ValidationError as error:
        raise click.ClickException(describe_faults(error, PREFIX)) from None


def set_variables(options: Mapping[str, object]) -> None:
    """Set a LIKEWISE_* variable for each option that was given: the server's workers read the environment."""
    for name, value in options.items():
        if value is not None:  # 0 is a port
            os.environ[f"{PREFIX}{name.upper()}"] = str(value)


def set_missing_secret() -> None:
    """Set a random secret, and warn, when the environment has none."""
    if not os.environ.get("LIKEWISE_SECRET"):
        os.environ["LIKEWISE_SECRET"] = secrets.token_urlsafe(48)
        message = "LIKEWISE_SECRET is not set. This run uses a random one, and its tokens end with it."
        click.echo(f"Warning: {message}", err=True)
