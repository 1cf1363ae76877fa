"""What is not installed unless it is asked for, and how a command says so."""

import click


def missing_extra(extra: str, reason: object) -> click.ClickException:
    """What a database or a counter is spoken to with is an extra; `reason` is the error, or its text."""
    return click.ClickException(f"{reason}. This needs the extra {extra}: pip install -e '.[{extra}]'")
