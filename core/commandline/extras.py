"""The error of a command that needs an optional dependency."""

import click


def missing_extra(extra: str, reason: object) -> click.ClickException:
    """Return an error that says which extra to install. `reason` is the error that an import raised, or its text."""
    return click.ClickException(f"{reason}. Install the extra {extra}: pip install -e '.[{extra}]'")
