"""What is not installed unless it is asked for, and how a command says so."""

import click


def missing_extra(extra: str, error: Exception) -> click.ClickException:
    """A database's drivers are an extra."""
    return click.ClickException(f"{error}. This needs the extra {extra}: pip install -e '.[{extra}]'")
